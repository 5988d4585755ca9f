package io.passo.examples.order;

/** The bank refuses the payment. */
public final class CardDeclinedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CardDeclinedException(String message) {
    super(message);
  }
}
