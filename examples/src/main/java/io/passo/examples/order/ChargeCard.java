package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Takes the money. */
public final class ChargeCard implements RequestHandler<ChargeCard.Request, ChargeCard.Payment> {
  private static final int LIMIT = 1_000_000;

  /** How much, in cents. */
  public record Request(String orderId, int amount) {}

  /** The money is taken. */
  public record Payment(String paymentId, int amount) {}

  @Override
  public Payment handleRequest(Request request, Context context) {
    if (request.amount() > LIMIT) {
      throw new CardDeclinedException(
          "Expected at most %d but was %d".formatted(LIMIT, request.amount()));
    }
    return new Payment("P-" + request.orderId(), request.amount());
  }
}
