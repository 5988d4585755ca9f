package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.ArrayList;
import java.util.List;

/** Says whether an order can be worked on. */
public final class ValidateOrder
    implements RequestHandler<ValidateOrder.Order, ValidateOrder.Validation> {
  /** An order as the customer has sent it. */
  public record Order(String orderId, Customer customer, List<OrderItem> items, String delivery) {}

  /** Who ordered. */
  public record Customer(String id, String tier) {}

  /** What is wrong with the order, if anything. */
  public record Validation(boolean valid, List<String> reasons) {}

  @Override
  public Validation handleRequest(Order order, Context context) {
    List<String> reasons = new ArrayList<>();
    if (order.items().isEmpty()) {
      reasons.add("Expected at least one item");
    }
    for (OrderItem item : order.items()) {
      if (item.quantity() < 1) {
        reasons.add(
            "Expected a quantity of at least 1 of %s but was %d"
                .formatted(item.sku(), item.quantity()));
      }
    }
    return new Validation(reasons.isEmpty(), reasons);
  }
}
