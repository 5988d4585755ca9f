package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Reserves the goods. Its first attempt always finds the warehouse busy, to show Retry. */
public final class ReserveStock
    implements RequestHandler<ReserveStock.Request, ReserveStock.Reservation> {
  /** What to reserve; {@code attempt} counts from 0. */
  public record Request(String orderId, List<OrderItem> items, int attempt) {}

  /** The goods are held under this id. */
  public record Reservation(String reservationId, int pieces) {}

  @Override
  public Reservation handleRequest(Request request, Context context) {
    if (request.attempt() == 0) {
      throw new WarehouseBusyException("The warehouse is busy, try again");
    }
    int pieces = request.items().stream().mapToInt(OrderItem::quantity).sum();
    return new Reservation("R-" + request.orderId(), pieces);
  }
}
