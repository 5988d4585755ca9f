package io.passo.examples.order;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/**
 * Asks a person to approve a large order. Whoever approves sends the task token back with
 * SendTaskSuccess.
 */
public final class RequestApproval
    implements RequestHandler<RequestApproval.Request, RequestApproval.Requested> {
  /** What to approve, and the token to answer with. */
  public record Request(String orderId, int total, String taskToken) {}

  /** The question is on its way. */
  public record Requested(String orderId) {}

  @Override
  public Requested handleRequest(Request request, Context context) {
    context
        .getLogger()
        .log(
            "Approval of order %s over %d is asked for"
                .formatted(request.orderId(), request.total()));
    return new Requested(request.orderId());
  }
}
