package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Gives the delivery fee back: undoes a part of ChargeCard. */
public final class RefundFee implements RequestHandler<RefundFee.Request, RefundFee.Refund> {
  /** Which payment, and how much of it in cents. */
  public record Request(String paymentId, int amount) {}

  /** The money is given back. */
  public record Refund(String paymentId, int amount) {}

  @Override
  public Refund handleRequest(Request request, Context context) {
    return new Refund(request.paymentId(), request.amount());
  }
}
