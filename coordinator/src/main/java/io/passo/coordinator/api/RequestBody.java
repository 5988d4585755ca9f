package io.passo.coordinator.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Collects the body of a request up to a limit; what comes after it is dropped, not kept. */
public final class RequestBody {
  private final int limit;
  private final Buffer collected = Buffer.buffer();
  private boolean tooLarge;

  private RequestBody(int limit) {
    this.limit = limit;
  }

  /**
   * Collects a body.
   *
   * @param millis within this time it must be there, or its connection is reset: whoever sends it
   *     byte by byte must not keep it
   * @param whole called once with the body
   * @param refused called once instead if it has more than {@code limit} bytes
   */
  public static void collect(
      RoutingContext context, int limit, long millis, Consumer<byte[]> whole, Runnable refused) {
    HttpServerRequest request = context.request();
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    long late = context.vertx().setTimer(millis, fired -> request.response().reset());
    RequestBody body = new RequestBody(limit);
    request.handler(body::add);
    request.endHandler(
        end -> {
          context.vertx().cancelTimer(late);
          if (body.tooLarge) {
            refused.run();
          } else {
            whole.accept(body.collected.getBytes());
          }
        });
  }

  private void add(Buffer part) {
    tooLarge |= collected.length() + part.length() > limit;
    if (!tooLarge) {
      collected.appendBuffer(part);
    }
  }
}
