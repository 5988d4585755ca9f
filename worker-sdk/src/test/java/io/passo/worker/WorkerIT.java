package io.passo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.Job;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepResult;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.servers.Servers;
import io.passo.worker.WorkerListener.Dropped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A worker against a real broker. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerIT {
  private Pool pool;
  private String prefix;

  @BeforeEach
  void createPool(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName();
    pool = new Pool(Servers.shared().kafka().bootstrapServers(), prefix);
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Test
  void shouldReportASignedResultForEveryStep() throws Exception {
    // given
    pool.create();
    try (Worker worker =
        Worker.start(
            pool.config("w1"),
            step -> StepOutcome.succeeded("\"" + step.command().attempt() + "\""),
            WorkerListener.NONE)) {
      // when
      pool.send(new StepMarker(0, 1, "n"), 0);
      for (int i = 0; i < 200; i++) {
        pool.send(Pool.command(prefix + i, 2, null), i % Topics.STEP_PARTITIONS);
      }

      // then
      Set<String> executions = ConcurrentHashMap.newKeySet();
      for (StepResult result : pool.results(prefix, 200)) {
        assertThat(result).isInstanceOf(StepResult.Succeeded.class);
        executions.add(result.header().executionArn());
      }
      assertThat(executions).hasSize(200);
      assertThat(worker.isReady()).isTrue();
    }
    assertThat(pool.leftOver()).isEmpty();
  }

  @Test
  void shouldTakeNewStepsWhileOneIsSlow() throws Exception {
    // given a step that does not end
    pool.create();
    CountDownLatch slowStarted = new CountDownLatch(1);
    CountDownLatch slowEnds = new CountDownLatch(1);
    StepHandler handler =
        step -> {
          if (step.command().attempt() == 99) {
            slowStarted.countDown();
            slowEnds.await();
          }
          return StepOutcome.succeeded("1");
        };
    try (Worker worker = Worker.start(pool.config("w1"), handler, WorkerListener.NONE)) {
      pool.send(Pool.command(prefix, 99, null), 3);
      slowStarted.await();

      // when
      for (int i = 0; i < 20; i++) {
        pool.send(Pool.command(prefix, 100 + i, null), 3);
      }

      // then
      assertThat(pool.results(prefix, 20))
          .extracting(result -> result.header().attempt())
          .doesNotContain(99L);
      slowEnds.countDown();
      assertThat(pool.results(prefix, 21))
          .last()
          .satisfies(result -> assertThat(result.header().attempt()).isEqualTo(99L));
      assertThat(worker.isReady()).isTrue();
    }
    assertThat(pool.leftOver()).isEmpty();
  }

  @Test
  void shouldHoldRenewedLocksUntilTheyAreAcknowledged() throws Exception {
    // given
    pool.create();
    PoolLimits limits = new PoolSetup(pool.config("w1")).await();
    for (int i = 0; i < 3; i++) {
      pool.send(Pool.command(prefix, 2 + i, null), 0);
    }
    try (KafkaStepQueue queue = new KafkaStepQueue(pool.config("w1"), limits)) {
      List<Delivery> deliveries = poll(queue, 3);
      List<Delivery.Id> ids = deliveries.stream().map(Delivery::id).toList();

      // when
      Set<Delivery.Id> lost = queue.renew(ids);
      Set<Delivery.Id> lostAgain = queue.renew(ids);

      // then
      assertThat(lost).isEmpty();
      assertThat(lostAgain).isEmpty();
      pool.send(Pool.command(prefix, 5, null), 0);
      assertThat(poll(queue, 1))
          .singleElement()
          .satisfies(d -> assertThat(d.id().offset()).isEqualTo(3));
      ids.forEach(id -> queue.acknowledge(id, Acknowledgement.ACCEPT));
      queue.acknowledge(new Delivery.Id(0, 3), Acknowledgement.ACCEPT);
      queue.flush();
    }
    assertThat(pool.leftOver()).isEmpty();
  }

  private static List<Delivery> poll(StepQueue queue, int count) {
    List<Delivery> deliveries = new java.util.ArrayList<>();
    while (deliveries.size() < count) {
      deliveries.addAll(queue.poll(Duration.ofSeconds(1)));
    }
    return deliveries;
  }

  @Test
  void shouldGiveUnfinishedStepsToAnotherWorkerThatAsksFirst() throws Exception {
    // given a worker whose step does not end
    pool.create();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Worker first =
        Worker.start(
            pool.config("w1"),
            step -> {
              started.countDown();
              never.await();
              return StepOutcome.succeeded("1");
            },
            WorkerListener.NONE);
    pool.send(Pool.command(prefix, 2, null), 1);
    started.await();

    // when
    first.stop(Duration.ZERO);

    // then
    try (Worker second =
        Worker.start(
            pool.config("w2"),
            step -> StepOutcome.succeeded("" + step.deliveryCount()),
            WorkerListener.NONE)) {
      StepResult.Ask ask = pool.results(StepResult.Ask.class, prefix, 1).getFirst();
      pool.answerOpen(ask.question());
      assertThat(pool.results(StepResult.Succeeded.class, prefix, 1))
          .singleElement()
          .satisfies(result -> assertThat(result.output().text()).isEqualTo("2"));
      assertThat(second.isReady()).isTrue();
    }
  }

  @Test
  void shouldBuryWhatIsNoCommand() throws Exception {
    // given
    pool.create();
    BlockingQueue<Dropped> dropped = new LinkedBlockingQueue<>();
    try (Worker worker =
        Worker.start(pool.config("w1"), step -> StepOutcome.succeeded("1"), droppingTo(dropped))) {
      // when
      pool.sendBytes("garbage".getBytes(StandardCharsets.UTF_8), 2);

      // then
      assertThat(dropped.poll(30, TimeUnit.SECONDS)).isEqualTo(Dropped.MALFORMED);
      pool.read(
          Topics.DEAD_LETTERS,
          record ->
              new String(record.headers().lastHeader("passo.topic").value(), StandardCharsets.UTF_8)
                  .equals(Topics.steps(prefix)));
      assertThat(worker.isReady()).isTrue();
    }
    assertThat(pool.leftOver()).isEmpty();
  }

  @Test
  void shouldStopACancelledStep() throws Exception {
    // given a step that ends only when it is interrupted
    pool.create();
    StepCommand command = Pool.command(prefix, 2, null);
    CountDownLatch started = new CountDownLatch(1);
    BlockingQueue<Dropped> dropped = new LinkedBlockingQueue<>();
    StepHandler handler =
        step -> {
          started.countDown();
          new CountDownLatch(1).await();
          return StepOutcome.succeeded("1");
        };
    try (Worker worker = Worker.start(pool.config("w1"), handler, droppingTo(dropped))) {
      pool.send(command, 2);
      started.await();

      // when
      pool.sendControl(
          ControlMessageCodec.encode(new ControlMessage.AttemptCancelled(command.key(), 2)));

      // then
      assertThat(dropped.poll(30, TimeUnit.SECONDS)).isEqualTo(Dropped.CANCELLED);
      assertThat(worker.isReady()).isTrue();
    }
    assertThat(pool.leftOver()).isEmpty();
  }

  @Test
  void shouldAnnounceItsFunctions() throws Exception {
    // given
    pool.create();
    WorkerConfig config = pool.config("w1").withFunctions(Set.of(prefix));

    // when
    try (Worker worker =
        Worker.start(config, step -> StepOutcome.succeeded("1"), WorkerListener.NONE)) {
      // then
      FunctionsAnnounced announced = pool.announced(prefix);
      assertThat(announced.worker()).isEqualTo("w1");
      assertThat(announced.pool()).isEqualTo(config.pool());
      assertThat(worker.open()).isZero();
    }
  }

  @Test
  void shouldGoOnAfterABrokerHasCrashed() throws Exception {
    // given
    pool.create();
    try (Worker worker =
        Worker.start(pool.config("w1"), step -> StepOutcome.succeeded("1"), WorkerListener.NONE)) {
      pool.send(Pool.command(prefix, 2, null), 0);
      assertThat(pool.results(prefix, 1)).hasSize(1);

      // when
      Servers.shared().kafka().kill();
      Servers.shared().kafka().restart();

      // then
      pool.send(Pool.command(prefix, 3, null), 0);
      assertThat(pool.results(prefix, 2))
          .extracting(result -> result.header().attempt())
          .contains(3L);
      assertThat(worker.isReady()).isTrue();
    }
  }

  @Test
  @SuppressWarnings("try") // they only have to be there
  void shouldFollowJobsOverTheEndOfTheWorkerThatStartedThem() throws Exception {
    // given two jobs that the first worker has started
    pool.create();
    RemoteJobs jobs = new RemoteJobs();
    StepCommand first = Pool.command(prefix, 2, null);
    StepCommand second = Pool.command(prefix, 3, null);
    try (Worker worker = Worker.start(pool.config("w1"), jobs, WorkerListener.NONE)) {
      pool.send(first, 0);
      pool.send(second, 1);
      assertThat(pool.results(prefix, 2))
          .allSatisfy(result -> assertThat(result).isInstanceOf(StepResult.Submitted.class));
    }

    // when
    try (Worker worker = Worker.start(pool.config("w2"), jobs, WorkerListener.NONE)) {
      jobs.ended.add(first.attemptId());
      pool.sendControl(
          ControlMessageCodec.encode(
              new ControlMessage.AttemptCancelled(second.key(), second.attempt())));

      // then
      assertThat(pool.results(StepResult.Succeeded.class, prefix, 1))
          .singleElement()
          .satisfies(result -> assertThat(result.header().attempt()).isEqualTo(2));
      assertThat(jobs.cancelled.poll(30, TimeUnit.SECONDS)).isEqualTo(second.attemptId());
    }
    assertThat(jobs.started).hasSize(2);
    assertThat(pool.leftOver()).isEmpty();
  }

  /** Jobs elsewhere, which run on whatever becomes of workers. */
  private static final class RemoteJobs implements JobHandler {
    final Set<String> started = ConcurrentHashMap.newKeySet();
    final Set<String> ended = ConcurrentHashMap.newKeySet();
    final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    @Override
    public StepOutcome handle(Step step) {
      started.add(step.attemptId());
      return new StepOutcome.JobStarted(
          Payload.of("{}"), Payload.of("\"" + step.attemptId() + "\""));
    }

    @Override
    public Optional<StepOutcome> look(Job job) {
      String attempt = job.command().attemptId();
      return ended.contains(attempt)
          ? Optional.of(new StepOutcome.Succeeded(job.handle()))
          : Optional.empty();
    }

    @Override
    public void cancel(Job job) {
      cancelled.add(job.command().attemptId());
    }
  }

  @Test
  void shouldWaitForItsPool() throws Exception {
    // given a worker that is started before its pool
    BlockingQueue<StepCommand> ran = new LinkedBlockingQueue<>();
    StepHandler handler =
        step -> {
          ran.add(step.command());
          return StepOutcome.succeeded("1");
        };
    try (Worker worker = Worker.start(pool.config("w1"), handler, WorkerListener.NONE)) {
      assertThat(worker.isReady()).isFalse();

      // when
      pool.create();
      StepCommand command = Pool.command(prefix, 2, null);
      pool.send(command, 0);

      // then
      assertThat(ran.poll(30, TimeUnit.SECONDS)).isEqualTo(command);
    }
  }

  @Test
  void shouldStopWhileItWaits() {
    // given
    Worker worker =
        Worker.start(
            WorkerConfig.of("127.0.0.1:1", "nowhere", "w1", Pool.KEY),
            step -> StepOutcome.succeeded("1"),
            WorkerListener.NONE);

    // when
    worker.stop(Duration.ofSeconds(1));

    // then
    assertThat(worker.isReady()).isFalse();
  }

  private static WorkerListener droppingTo(BlockingQueue<Dropped> dropped) {
    return new WorkerListener() {
      @Override
      public void dropped(Dropped reason) {
        dropped.add(reason);
      }
    };
  }
}
