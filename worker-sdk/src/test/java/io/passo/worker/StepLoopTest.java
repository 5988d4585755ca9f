package io.passo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepMessage;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.protocol.mac.MacKey;
import io.passo.worker.WorkerListener.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of deliveries, with a share group, a result log and a clock that the test moves. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepLoopTest {
  private static final Duration ACKNOWLEDGE_EVERY = Duration.ofMillis(50);

  private final InMemoryStepQueue queue = new InMemoryStepQueue();
  private final InMemoryResultLog results = new InMemoryResultLog();
  private final Cancellations cancellations = new Cancellations();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Dropped> dropped = new CopyOnWriteArrayList<>();
  private final CountDownLatch handlerMayEnd = new CountDownLatch(1);
  private volatile StepHandler handler = step -> StepOutcome.succeeded("\"done\"");
  private ExecutorService threads;
  private StepLoop loop;

  private volatile int parked;

  @BeforeEach
  void startLoop() {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    WorkerListener listener =
        new WorkerListener() {
          @Override
          public void dropped(Dropped reason) {
            dropped.add(reason);
          }
        };
    WorkerConfig config =
        WorkerConfig.of("nowhere", "functions", "w1", Pool.KEY).withConcurrency(3);
    StepRunner runner =
        new StepRunner(config, new Delegate(), results, results, listener, this::now);
    loop =
        new StepLoop(
            config,
            queue,
            results,
            runner,
            cancellations,
            new Answers(),
            listener,
            this::now,
            nanos::get,
            threads);
  }

  @AfterEach
  void stopLoop() {
    threads.shutdownNow();
  }

  private Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  @Test
  void shouldAcceptOnlyWhenTheResultIsDurable() throws Exception {
    // given
    Delivery.Id id = deliver(Pool.command("a", 2, null), 1);
    turnUntil(() -> results.results.size() == 1);

    // when
    pass(ACKNOWLEDGE_EVERY);
    loop.turn();
    boolean before = queue.acknowledged.containsKey(id);
    results.durable.countDown();
    turnUntil(() -> loop.open() == 0);
    flush();

    // then
    assertThat(before).isFalse();
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
    assertThat(results.results).singleElement().isInstanceOf(StepResult.Succeeded.class);
  }

  @Test
  void shouldGatherAcknowledgements() throws Exception {
    // given
    results.durable.countDown();
    deliver(Pool.command("a", 2, null), 1);
    deliver(Pool.command("b", 2, null), 1);
    while (loop.open() > 0 || queue.waiting() > 0) {
      loop.turn();
    }

    // when
    boolean flushedAtOnce = !queue.acknowledged.isEmpty();
    pass(ACKNOWLEDGE_EVERY);
    loop.turn();

    // then
    assertThat(flushedAtOnce).isFalse();
    assertThat(queue.acknowledged).hasSize(2);
  }

  @Test
  void shouldRenewEveryThirdOfTheLockTimeWhileAStepRuns() throws Exception {
    // given
    blockHandler();
    Delivery.Id id = deliver(Pool.command("a", 2, null), 1);
    loop.turn();

    // when
    pass(InMemoryStepQueue.LOCK.dividedBy(3).minusMillis(1));
    loop.turn();
    int tooEarly = queue.renewals.size();
    pass(Duration.ofMillis(1));
    loop.turn();
    pass(InMemoryStepQueue.LOCK.dividedBy(3));
    loop.turn();

    // then
    assertThat(tooEarly).isZero();
    assertThat(queue.renewals).containsExactly(java.util.Set.of(id), java.util.Set.of(id));
    handlerMayEnd.countDown();
  }

  @Test
  void shouldForgetADeliveryWhoseLockIsLost() throws Exception {
    // given
    blockHandler();
    Delivery.Id id = deliver(Pool.command("a", 2, null), 1);
    loop.turn();
    queue.lost.add(id);

    // when
    pass(InMemoryStepQueue.LOCK);
    loop.turn();
    handlerMayEnd.countDown();
    results.durable.countDown();
    turnUntil(() -> !results.results.isEmpty());

    // then
    assertThat(dropped).containsExactly(Dropped.LOCK_LOST);
    assertThat(loop.open()).isZero();
    pass(ACKNOWLEDGE_EVERY);
    loop.turn();
    assertThat(queue.acknowledged).isEmpty();
  }

  @Test
  void shouldTakeNoMoreThanItMayRunAtOnce() throws Exception {
    // given a worker that may run three steps
    blockHandler();
    for (int i = 0; i < 5; i++) {
      deliver(Pool.command("a" + i, 2, null), 1);
    }

    // when
    for (int i = 0; i < 5; i++) {
      loop.turn();
    }

    // then
    assertThat(loop.open()).isEqualTo(3);
    assertThat(queue.waiting()).isEqualTo(2);
    handlerMayEnd.countDown();
  }

  @Test
  void shouldTakeMoreWhileStepsOnlyWait() throws Exception {
    // given a worker that may run three steps, two of which wait for room in what they call
    blockHandler();
    parked = 2;
    for (int i = 0; i < 7; i++) {
      deliver(Pool.command("a" + i, 2, null), 1);
    }

    // when
    for (int i = 0; i < 7; i++) {
      loop.turn();
    }

    // then
    assertThat(loop.open()).isEqualTo(5);
    assertThat(queue.waiting()).isEqualTo(2);
    handlerMayEnd.countDown();
  }

  @Test
  void shouldNotRunAnExpiredCommand() throws Exception {
    // given
    Delivery.Id id = deliver(Pool.command("a", 2, 1_000L), 1);
    pass(Duration.ofSeconds(1));

    // when
    turnUntil(() -> loop.open() == 0 && queue.waiting() == 0);
    flush();

    // then
    assertThat(dropped).containsExactly(Dropped.EXPIRED);
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
    assertThat(results.results).isEmpty();
  }

  @Test
  void shouldNotRunACancelledCommand() throws Exception {
    // given
    StepCommand command = Pool.command("a", 2, null);
    cancellations.add(command.attemptId());
    Delivery.Id id = deliver(command, 1);

    // when
    loop.turn();
    flush();

    // then
    assertThat(dropped).containsExactly(Dropped.CANCELLED);
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
  }

  @Test
  void shouldInterruptACancelledStepAndReportNothing() throws Exception {
    // given
    blockHandler();
    StepCommand command = Pool.command("a", 2, null);
    Delivery.Id id = deliver(command, 1);
    loop.turn();

    // when
    cancellations.add(command.attemptId());
    turnUntil(() -> loop.open() == 0);
    flush();

    // then
    assertThat(dropped).containsExactly(Dropped.CANCELLED);
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
    assertThat(results.results).isEmpty();
  }

  @Test
  void shouldReportACrashedWorkerAtTheLastDelivery() throws Exception {
    // given
    results.durable.countDown();
    Delivery.Id id = deliver(Pool.command("a", 2, null), 5);

    // when
    turnUntil(() -> loop.open() == 0 && queue.waiting() == 0);
    flush();

    // then
    assertThat(results.results)
        .singleElement()
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Passo.WorkerCrashed"));
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
    assertThat(dropped).containsExactly(Dropped.CRASHED);
  }

  @Test
  void shouldAcceptAndForgetMarkers() throws Exception {
    // given
    Delivery.Id id = deliver(new StepMarker(0, 1, "n"), 1);

    // when
    loop.turn();
    flush();

    // then
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
    assertThat(results.results).isEmpty();
  }

  @Test
  void shouldBuryACommandOfSomebodyElse() throws Exception {
    // given
    results.durable.countDown();
    MacKey other = MacKey.ofSecret("another-secret-of-32-characters..");
    Delivery.Id id = queue.add(StepMessageCodec.encode(Pool.command("a", 2, null), other), 1);

    // when
    turnUntil(() -> loop.open() == 0 && queue.waiting() == 0);
    flush();

    // then
    assertThat(dropped).containsExactly(Dropped.UNSIGNED);
    assertThat(results.letters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.offset()).isZero());
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.REJECT);
  }

  @Test
  void shouldReportAnExceptionAsAFailure() throws Exception {
    // given
    results.durable.countDown();
    handler =
        step -> {
          throw new IllegalStateException("no");
        };
    deliver(Pool.command("a", 2, null), 1);

    // when
    turnUntil(() -> !results.results.isEmpty());

    // then
    assertThat(results.results)
        .singleElement()
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("States.TaskFailed");
              assertThat(failed.cause()).isEqualTo("java.lang.IllegalStateException: no");
            });
  }

  @Test
  void shouldReportAnOversizedResultAsDataLimitExceeded() throws Exception {
    // given
    results.durable.countDown();
    handler = step -> StepOutcome.succeeded("\"" + "x".repeat(ResultSize.LIMIT) + "\"");
    StepCommand command = Pool.command("big", 2, null);
    deliver(command, 1);

    // when
    turnUntil(() -> !results.results.isEmpty());

    // then
    assertThat(results.results)
        .singleElement()
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("States.DataLimitExceeded");
              assertThat(failed.cause())
                  .isEqualTo(
                      "The state/task '"
                          + command.resource()
                          + "' returned a result with a size exceeding the maximum number of bytes service limit.");
            });
  }

  @Test
  void shouldGiveHeartbeatsAtEveryThirdOfTheInterval() throws Exception {
    // given a state that asks for one every 30 s
    blockHandler();
    deliver(withHeartbeat(Pool.command("a", 2, null), 30), 1);
    loop.turn();

    // when
    pass(Duration.ofSeconds(9));
    loop.turn();
    int tooEarly = results.results.size();
    pass(Duration.ofSeconds(1));
    turnUntil(() -> results.results.size() == 1);
    pass(Duration.ofSeconds(10));
    turnUntil(() -> results.results.size() == 2);

    // then
    assertThat(tooEarly).isZero();
    assertThat(results.results)
        .allSatisfy(result -> assertThat(result).isInstanceOf(StepResult.Heartbeat.class));
    handlerMayEnd.countDown();
  }

  @Test
  void shouldReleaseWhatHasNotEndedWhenItStops() throws Exception {
    // given
    blockHandler();
    Delivery.Id id = deliver(Pool.command("a", 2, null), 1);
    loop.turn();

    // when
    loop.releaseRest();

    // then
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.RELEASE);
    assertThat(loop.open()).isZero();
    assertThat(results.results).isEmpty();
  }

  private Delivery.Id deliver(StepMessage message, int deliveryCount) {
    return queue.add(StepMessageCodec.encode(message, Pool.KEY), deliveryCount);
  }

  private final class Delegate implements StepHandler {
    @Override
    public StepOutcome handle(Step step) throws Exception {
      return handler.handle(step);
    }

    @Override
    public int parked() {
      return parked;
    }
  }

  private void blockHandler() {
    handler =
        step -> {
          handlerMayEnd.await();
          return StepOutcome.succeeded("1");
        };
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void flush() throws InterruptedException {
    pass(ACKNOWLEDGE_EVERY);
    loop.turn();
  }

  private void turnUntil(BooleanSupplier reached) throws InterruptedException {
    while (!reached.getAsBoolean()) {
      loop.turn();
    }
  }

  private static StepCommand withHeartbeat(StepCommand command, int seconds) {
    return new StepCommand(
        command.key(),
        command.executionArn(),
        command.attempt(),
        command.frame(),
        command.visit(),
        command.partition(),
        command.account(),
        command.stateMachineArn(),
        command.stateName(),
        command.resource(),
        command.input(),
        command.retryCount(),
        command.timeoutSeconds(),
        seconds,
        command.scheduledAt(),
        command.deadline(),
        command.taskToken(),
        command.roleArn(),
        command.traceHeader(),
        command.resultKey());
  }
}
