package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Gives reserved goods back: undoes ReserveStock. */
public final class ReleaseStock
    implements RequestHandler<ReleaseStock.Request, ReleaseStock.Release> {
  /** What was reserved. */
  public record Request(String reservationId) {}

  /** The goods are free again. */
  public record Release(String reservationId, boolean released) {}

  @Override
  public Release handleRequest(Request request, Context context) {
    return new Release(request.reservationId(), true);
  }
}
