package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;

/** Adds up what an order costs, in cents. */
public final class QuoteOrder implements RequestHandler<QuoteOrder.Request, QuoteOrder.Quote> {
  private static final int EXPRESS_FEE = 1_500;

  /** What goes into the price. */
  public record Request(List<PricedItem> lines, int discountPercent, String delivery) {}

  /** What the order costs. */
  public record Quote(int goods, int deliveryFee, int total) {}

  @Override
  public Quote handleRequest(Request request, Context context) {
    int sum = request.lines().stream().mapToInt(PricedItem::price).sum();
    int goods = sum * (100 - request.discountPercent()) / 100;
    int fee = request.delivery().equals("express") ? EXPRESS_FEE : 0;
    return new Quote(goods, fee, goods + fee);
  }
}
