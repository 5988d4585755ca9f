package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Prices one line of an order. */
public final class PriceItem implements RequestHandler<OrderItem, PricedItem> {
  @Override
  public PricedItem handleRequest(OrderItem item, Context context) {
    return new PricedItem(item.sku(), item.quantity() * item.unitPrice());
  }
}
