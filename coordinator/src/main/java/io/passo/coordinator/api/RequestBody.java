package io.passo.coordinator.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
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
   * @param whole called once with the body
   * @param refused called once instead if it has more than {@code limit} bytes
   */
  public static void collect(
      HttpServerRequest request, int limit, Consumer<byte[]> whole, Runnable refused) {
    RequestBody body = new RequestBody(limit);
    request.handler(body::add);
    request.endHandler(
        end -> {
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
