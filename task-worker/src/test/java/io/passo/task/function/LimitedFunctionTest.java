package io.passo.task.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.task.runtime.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimitedFunctionTest {
  private final Waiting waiting = new Waiting();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final AtomicInteger gone = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void shouldLetCallsBeyondItsConcurrencyWaitInOrder() throws Exception {
    // given
    LimitedFunction function = function(1, 0);
    Future<FunctionResponse> first = start(function, "first", 60);
    await(() -> function.running() == 1);
    Future<FunctionResponse> second = start(function, "second", 60);
    await(() -> waiting.calls() == 1);
    Future<FunctionResponse> third = start(function, "third", 60);
    await(() -> waiting.calls() == 2);

    // when
    int queued = function.queued();
    release.countDown();
    for (Future<FunctionResponse> each : List.of(first, second, third)) {
      each.get();
    }

    // then
    assertThat(queued).isEqualTo(2);
    assertThat(order).containsExactly("first", "second", "third");
    assertThat(waiting.calls()).isZero();
  }

  @Test
  void shouldThrottleACallThatWouldWaitTooLong() throws Exception {
    // given
    LimitedFunction function = function(1, 0);
    Future<FunctionResponse> first = start(function, "first", 60);
    await(() -> function.running() == 1);

    // when
    FunctionResponse response = start(function, "late", 1).get();

    // then
    assertThat(response)
        .isInstanceOfSatisfying(
            ServiceError.class,
            error -> assertThat(error.name()).isEqualTo("Lambda.TooManyRequestsException"));
    assertThat(order).containsExactly("first");
    assertThat(first).isNotDone();
  }

  @Test
  void shouldSpreadCallsOverTime() throws Exception {
    // given
    LimitedFunction function = function(100, 20);
    release.countDown();

    // when
    long begun = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      function.invoke(call("call", 60));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    // then four pauses of 50 ms
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(195));
  }

  @Test
  void shouldBeGoneAfterItsLastCall() throws Exception {
    // given
    LimitedFunction function = function(5, 0);
    Future<FunctionResponse> running = start(function, "a", 60);
    await(() -> function.running() == 1);

    // when
    function.retire();
    int early = gone.get();
    release.countDown();
    running.get();

    // then
    assertThat(early).isZero();
    assertThat(gone.get()).isEqualTo(1);
  }

  private LimitedFunction function(int concurrency, double rate) {
    return new LimitedFunction(
        invocation -> {
          order.add(invocation.requestId());
          release.await();
          return new Returned(new byte[] {'1'});
        },
        new CallLimits(concurrency, rate),
        waiting,
        gone::incrementAndGet);
  }

  private Future<FunctionResponse> start(LimitedFunction function, String id, int seconds) {
    return threads.submit(() -> function.invoke(call(id, seconds)));
  }

  private static Invocation call(String id, int seconds) {
    return new Invocation(
        id, "arn", new byte[0], Instant.now().plusSeconds(seconds), "a", "s", "e", null);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
