package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Books a courier. Nobody takes a bike by express, to show Catch and compensation. */
public final class BookCourier
    implements RequestHandler<BookCourier.Request, BookCourier.Shipment> {
  /** What to ship and how. */
  public record Request(String orderId, List<OrderItem> items, String delivery) {}

  /** The parcel is on its way. */
  public record Shipment(String courier, String trackingId) {}

  @Override
  public Shipment handleRequest(Request request, Context context) {
    boolean bulky = request.items().stream().anyMatch(item -> item.sku().equals("bike"));
    if (bulky && request.delivery().equals("express")) {
      throw new CourierUnavailableException("No express courier takes a bike");
    }
    return new Shipment(request.delivery(), "T-" + request.orderId());
  }
}
