package io.passo.coordinator.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Brings results back to the Vert.x context of the request: Kafka threads and shared caches answer
 * elsewhere, and sessions of Hibernate Reactive belong to a context.
 */
public final class CallerContext {
  private CallerContext() {}

  /** The same result or failure, on the context that calls this; as it comes if there is none. */
  public static <T> Uni<T> back(Uni<T> uni) {
    Context context = Vertx.currentContext();
    return context == null ? uni : uni.emitOn(task -> run(context, task));
  }

  private static void run(Context context, Runnable task) {
    if (Vertx.currentContext() == context) {
      task.run();
    } else {
      context.runOnContext(here -> task.run());
    }
  }
}
