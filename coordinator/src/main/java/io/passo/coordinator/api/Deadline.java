package io.passo.coordinator.api;

import io.passo.coordinator.engine.UnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Bounds how long a caller waits for servers that neither answer nor fail. */
public final class Deadline {
  private Deadline() {}

  /**
   * The same result or failure, or {@link UnavailableException} if there is none in time. What was
   * begun is not interrupted then: its outcome is unknown to the caller, as it is after any 503. A
   * caller that does not wait any more cancels it.
   */
  public static <T> Uni<T> within(Duration limit, Uni<T> work) {
    Context context = Vertx.currentContext();
    return context == null
        ? work.ifNoItem().after(limit).failWith(() -> late(limit))
        : Uni.createFrom()
            .emitter(
                answer -> {
                  // A timer of the event loop: thousands are set and cancelled each second.
                  Vertx vertx = context.owner();
                  long timer = vertx.setTimer(limit.toMillis(), id -> answer.fail(late(limit)));
                  Cancellable running =
                      work.subscribe()
                          .with(
                              item -> {
                                vertx.cancelTimer(timer);
                                answer.complete(item);
                              },
                              failure -> {
                                vertx.cancelTimer(timer);
                                answer.fail(failure);
                              });
                  // A caller that is gone must not get what others wait for.
                  answer.onTermination(
                      () -> {
                        vertx.cancelTimer(timer);
                        running.cancel();
                      });
                });
  }

  private static UnavailableException late(Duration limit) {
    return new UnavailableException(
        "Expected servers to answer within " + limit.toSeconds() + " s but they did not");
  }
}
