package io.passo.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.engine.UnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that wait for servers which neither answer nor fail. */
class DeadlineTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final int SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  private <T> CompletableFuture<T> onEventLoop(Uni<T> uni) {
    CompletableFuture<T> result = new CompletableFuture<>();
    vertx.runOnContext(
        here -> uni.subscribe().with(result::complete, result::completeExceptionally));
    return result;
  }

  private static <T> Uni<T> within(Duration limit, Uni<T> work) {
    return Uni.createFrom().deferred(() -> Deadline.within(limit, work));
  }

  @Test
  void shouldGiveWhatComesInTime() throws Exception {
    assertThat(
            onEventLoop(within(LONG, Uni.createFrom().item("answer")))
                .get(SECONDS, TimeUnit.SECONDS))
        .isEqualTo("answer");
    assertThatThrownBy(
            () ->
                onEventLoop(within(LONG, Uni.createFrom().failure(new IllegalStateException("x"))))
                    .get(SECONDS, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldFailWhenNothingComes() {
    assertThatThrownBy(
            () ->
                onEventLoop(within(SHORT, Uni.createFrom().nothing()))
                    .get(SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () -> within(SHORT, Uni.createFrom().nothing()).await().atMost(Duration.ofSeconds(9)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void shouldCancelWhatACallerDoesNotWaitForAnyMore() throws Exception {
    // given
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    Uni<Object> work =
        Uni.createFrom().nothing().onCancellation().invoke(() -> cancelled.complete("yes"));

    // when
    vertx.runOnContext(
        here -> {
          Cancellable running = Deadline.within(LONG, work).subscribe().with(answer -> {});
          running.cancel();
        });

    // then
    assertThat(cancelled.get(SECONDS, TimeUnit.SECONDS)).isEqualTo("yes");
  }
}
