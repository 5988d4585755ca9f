package io.passo.examples.order;

/** No courier takes the parcel. */
public final class CourierUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CourierUnavailableException(String message) {
    super(message);
  }
}
