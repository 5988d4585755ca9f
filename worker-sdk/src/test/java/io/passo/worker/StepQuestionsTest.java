package io.passo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.worker.WorkerListener.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** When a worker asks the engine before it runs a step, and what it makes of the answer. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepQuestionsTest {
  private static final StepCommand COMMAND = Pool.command("a", 2, null);

  private final InMemoryStepQueue queue = new InMemoryStepQueue();
  private final InMemoryResultLog results = new InMemoryResultLog();
  private final Cancellations cancellations = new Cancellations();
  private final Answers answers = new Answers();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Dropped> dropped = new CopyOnWriteArrayList<>();
  private final List<Step> ran = new CopyOnWriteArrayList<>();
  private final CountDownLatch handlerMayEnd = new CountDownLatch(1);
  private boolean atMostOnce;
  private ExecutorService threads;
  private StepLoop loop;

  @BeforeEach
  void startLoop() {
    results.durable.countDown();
    threads = Executors.newVirtualThreadPerTaskExecutor();
    WorkerConfig config = WorkerConfig.of("nowhere", "functions", "w1", Pool.KEY);
    WorkerListener listener =
        new WorkerListener() {
          @Override
          public void dropped(Dropped reason) {
            dropped.add(reason);
          }
        };
    StepRunner runner =
        new StepRunner(config, new Handler(), results, results, listener, this::now);
    loop =
        new StepLoop(
            config,
            queue,
            results,
            runner,
            cancellations,
            answers,
            listener,
            this::now,
            nanos::get,
            threads);
  }

  private final class Handler implements StepHandler {
    @Override
    public StepOutcome handle(Step step) throws InterruptedException {
      ran.add(step);
      handlerMayEnd.await();
      return StepOutcome.succeeded("\"done\"");
    }

    @Override
    public boolean isAtMostOnce(StepCommand command) {
      return atMostOnce;
    }
  }

  @AfterEach
  void stopLoop() {
    threads.shutdownNow();
  }

  @Test
  void shouldAskBeforeItRunsASecondDelivery() throws Exception {
    // given
    handlerMayEnd.countDown();
    Delivery.Id id = deliver(2);
    StepResult.Ask ask = (StepResult.Ask) question(0);
    boolean ranBefore = !ran.isEmpty();

    // when
    answers.add(new Reply.AttemptOpen(ask.question().requestId()));
    turnUntil(() -> loop.open() == 0);
    flush();

    // then
    assertThat(ranBefore).isFalse();
    assertThat(ask.question().instanceId()).isEqualTo("w1");
    assertThat(ran).singleElement().extracting(Step::deliveryCount).isEqualTo(2);
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
  }

  @Test
  void shouldAcceptWithoutRunningWhatIsClosed() throws Exception {
    // given
    Delivery.Id id = deliver(3);
    StepResult.Ask ask = (StepResult.Ask) question(0);

    // when
    answers.add(new Reply.TaskClosed(ask.question().requestId()));
    turnUntil(() -> loop.open() == 0);
    flush();

    // then
    assertThat(ran).isEmpty();
    assertThat(dropped).containsExactly(Dropped.CLOSED);
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
  }

  @Test
  void shouldAskAgainUnderTheSameIdAndRenewTheLock() throws Exception {
    // given
    Delivery.Id id = deliver(2);
    StepResult.Ask first = (StepResult.Ask) question(0);

    // when
    pass(Duration.ofSeconds(10));
    StepResult.Ask second = (StepResult.Ask) question(1);

    // then
    assertThat(second.question()).isEqualTo(first.question());
    assertThat(queue.renewals).containsExactly(java.util.Set.of(id));
    assertThat(queue.acknowledged).isEmpty();
    assertThat(ran).isEmpty();
  }

  @Test
  void shouldNotRunWhatItHasLostWhileItAsked() throws Exception {
    // given
    Delivery.Id id = deliver(2);
    StepResult.Ask ask = (StepResult.Ask) question(0);
    queue.lost.add(id);
    pass(InMemoryStepQueue.LOCK);
    turnUntil(() -> loop.open() == 0);

    // when
    answers.add(new Reply.AttemptOpen(ask.question().requestId()));
    loop.turn();

    // then
    assertThat(ran).isEmpty();
    assertThat(dropped).containsExactly(Dropped.LOCK_LOST);
  }

  @Test
  void shouldNotRunWhatIsCancelledBeforeTheAnswer() throws Exception {
    // given
    deliver(2);
    StepResult.Ask ask = (StepResult.Ask) question(0);
    cancellations.add(COMMAND.attemptId());

    // when
    answers.add(new Reply.AttemptOpen(ask.question().requestId()));
    turnUntil(() -> loop.open() == 0);

    // then
    assertThat(ran).isEmpty();
    assertThat(dropped).containsExactly(Dropped.CANCELLED);
  }

  @Test
  void shouldAskNoMoreWhenNobodyWaitsForTheResultAnyMore() throws Exception {
    // given whoever was asked is gone
    Delivery.Id id = deliver(COMMAND.repliedTo("gone", 4_000), 2);
    question(0);
    pass(Duration.ofSeconds(4));

    // when
    turnUntil(() -> loop.open() == 0);
    flush();

    // then
    assertThat(results.results).hasSize(1);
    assertThat(dropped).containsExactly(Dropped.EXPIRED);
    assertThat(queue.acknowledged).containsEntry(id, Acknowledgement.ACCEPT);
  }

  @Test
  void shouldClaimAStepThatMustNotRunTwiceAtItsFirstDelivery() throws Exception {
    // given
    atMostOnce = true;
    handlerMayEnd.countDown();
    deliver(1);

    // when
    StepResult.Claim claim = (StepResult.Claim) question(0);
    boolean ranBefore = !ran.isEmpty();
    answers.add(new Reply.AttemptOpen(claim.question().requestId()));
    turnUntil(() -> loop.open() == 0);

    // then
    assertThat(ranBefore).isFalse();
    assertThat(claim.deliveryCount()).isEqualTo(1);
    assertThat(claim.record()).isEqualTo("0/0");
    assertThat(ran).hasSize(1);
  }

  @Test
  void shouldRunAnAttemptOnceThoughItIsDeliveredAgainMeanwhile() throws Exception {
    // given
    List<Delivery.Id> ids = new ArrayList<>();
    ids.add(deliver(1));
    turnUntil(() -> ran.size() == 1);

    // when the broker forgets who holds it
    ids.add(deliver(1));
    turnUntil(() -> queue.waiting() == 0);
    handlerMayEnd.countDown();
    turnUntil(() -> loop.open() == 0);
    flush();

    // then
    assertThat(ran).hasSize(1);
    assertThat(queue.acknowledged.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(results.results).hasSize(1);
  }

  private StepResult question(int index) throws InterruptedException {
    turnUntil(() -> results.results.size() > index);
    return results.results.get(index);
  }

  private Delivery.Id deliver(int deliveryCount) {
    return deliver(COMMAND, deliveryCount);
  }

  private Delivery.Id deliver(StepCommand command, int deliveryCount) {
    return queue.add(StepMessageCodec.encode(command, Pool.KEY), deliveryCount);
  }

  private Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void flush() throws InterruptedException {
    pass(Duration.ofMillis(50));
    loop.turn();
  }

  private void turnUntil(BooleanSupplier reached) throws InterruptedException {
    while (!reached.getAsBoolean()) {
      loop.turn();
    }
  }
}
