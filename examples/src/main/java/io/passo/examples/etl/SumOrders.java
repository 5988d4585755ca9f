package io.passo.examples.etl;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums the amounts of a batch of orders: {@code {"Items":[{"amount":"12",…},…]}}. */
public final class SumOrders
    implements RequestHandler<Map<String, List<Map<String, String>>>, Map<String, Long>> {
  @Override
  public Map<String, Long> handleRequest(
      Map<String, List<Map<String, String>>> batch, Context context) {
    List<Map<String, String>> orders = batch.getOrDefault("Items", List.of());
    long amount = 0;
    for (Map<String, String> order : orders) {
      amount += Long.parseLong(order.getOrDefault("amount", "0"));
    }
    Map<String, Long> sum = new LinkedHashMap<>();
    sum.put("rows", (long) orders.size());
    sum.put("amount", amount);
    return sum;
  }
}
