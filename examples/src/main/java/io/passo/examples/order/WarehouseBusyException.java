package io.passo.examples.order;

/** The warehouse cannot take a reservation now; later it can. */
public final class WarehouseBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WarehouseBusyException(String message) {
    super(message);
  }
}
