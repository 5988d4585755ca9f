package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Looks up what a customer is granted. */
public final class CheckCustomer
    implements RequestHandler<CheckCustomer.Customer, CheckCustomer.Standing> {
  /** Who ordered. */
  public record Customer(String id, String tier) {}

  /** What the customer is granted. */
  public record Standing(String customerId, int discountPercent) {}

  @Override
  public Standing handleRequest(Customer customer, Context context) {
    return new Standing(customer.id(), customer.tier().equals("gold") ? 10 : 0);
  }
}
