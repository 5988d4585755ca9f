package io.passo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.Job;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs of one worker, without Kafka. */
@Timeout(20)
class JobFollowerTest {
  private static final FollowedJob.Pace QUICK =
      new FollowedJob.Pace(Duration.ofMillis(5), Duration.ofMillis(5));

  private final InMemoryResultLog log = new InMemoryResultLog();
  private final Cancellations cancellations = new Cancellations();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Jobs jobs = new Jobs();
  private final JobFollower follower = follower();

  /** Jobs elsewhere. */
  private static final class Jobs implements JobHandler {
    final AtomicInteger looks = new AtomicInteger();
    final List<String> cancelled = new CopyOnWriteArrayList<>();
    volatile int failures;
    final AtomicInteger failingCancels = new AtomicInteger();
    volatile Optional<StepOutcome> end = Optional.empty();

    @Override
    public StepOutcome handle(Step step) {
      throw new AssertionError("no step is run");
    }

    @Override
    public Optional<StepOutcome> look(Job job) {
      if (looks.incrementAndGet() <= failures) {
        throw new IllegalStateException("not reached");
      }
      return end;
    }

    @Override
    public void cancel(Job job) {
      if (failingCancels.getAndDecrement() > 0) {
        throw new IllegalStateException("not reached");
      }
      cancelled.add(job.handle().text());
    }
  }

  private JobFollower follower() {
    WorkerConfig config = WorkerConfig.of("none", Pool.KEYS_OF, "w1", Pool.KEY);
    StepRunner runner =
        new StepRunner(config, jobs, log, log, WorkerListener.NONE, InstantSource.system());
    return new JobFollower(
        jobs, runner, log, cancellations, QUICK, InstantSource.system(), threads);
  }

  @BeforeEach
  void writeAtOnce() {
    log.durable.countDown();
  }

  @AfterEach
  void stop() {
    follower.close();
    threads.shutdownNow();
  }

  @Test
  void shouldReportAJobOnceItHasEnded() throws Exception {
    // given
    Job job = started("a", null);
    until(() -> jobs.looks.get() > 3);
    assertThat(log.results).isEmpty();

    // when
    jobs.end = Optional.of(StepOutcome.succeeded("{\"done\":true}"));

    // then
    until(() -> log.jobs.isEmpty());
    assertThat(log.results)
        .singleElement()
        .isInstanceOfSatisfying(
            StepResult.Succeeded.class,
            result -> {
              assertThat(result.output().text()).isEqualTo("{\"done\":true}");
              assertThat(result.header().attempt()).isEqualTo(job.command().attempt());
            });
    assertThat(jobs.cancelled).isEmpty();
  }

  @Test
  void shouldGoOnLookingAfterAFailure() throws Exception {
    // given
    jobs.failures = 5;
    jobs.end = Optional.of(StepOutcome.failed("States.TaskFailed", "no"));

    // when
    started("a", null);

    // then
    until(() -> log.jobs.isEmpty());
    assertThat(log.results).singleElement().isInstanceOf(StepResult.Failed.class);
    assertThat(jobs.looks.get()).isEqualTo(6);
  }

  @Test
  void shouldCancelWhatNobodyWaitsFor() throws Exception {
    // given
    Job job = started("a", null);
    jobs.failingCancels.set(2);

    // when
    cancellations.add(job.command().attemptId());

    // then
    until(() -> log.jobs.isEmpty());
    assertThat(jobs.cancelled).containsExactly("\"handle of a\"");
    assertThat(log.results).isEmpty();
  }

  @Test
  void shouldLeaveAJobThatMayNotBeStopped() throws Exception {
    // given
    Job all = job("a", null);
    Job job = new Job(all.command().withoutStop(), all.pool(), all.handle(), all.submittedAt());
    log.put(job);
    follower.follow(job, 0);

    // when
    cancellations.add(job.command().attemptId());

    // then
    until(() -> log.jobs.isEmpty());
    assertThat(jobs.cancelled).isEmpty();
    assertThat(log.results).isEmpty();
  }

  @Test
  void shouldCancelWhatWasCancelledBeforeItCameHere() throws Exception {
    // given
    cancellations.add(job("a", null).command().attemptId());

    // when
    started("a", null);

    // then
    until(() -> log.jobs.isEmpty());
    assertThat(jobs.cancelled).hasSize(1);
    assertThat(jobs.looks.get()).isZero();
  }

  @Test
  void shouldCancelWhatIsLongPastItsDeadline() throws Exception {
    // when
    started("a", System.currentTimeMillis() - 120_000);

    // then
    until(() -> log.jobs.isEmpty());
    assertThat(jobs.cancelled).hasSize(1);
  }

  @Test
  void shouldLeaveJobsOfAPartitionToItsNewOwner() throws Exception {
    // given
    started("a", null);
    until(() -> jobs.looks.get() > 0);

    // when
    follower.forgetPartition(0);

    // then
    assertThat(follower.open()).isZero();
    Thread.sleep(50);
    int looks = jobs.looks.get();
    Thread.sleep(100);
    assertThat(jobs.looks.get()).isEqualTo(looks);
    assertThat(log.jobs).hasSize(1);
    assertThat(jobs.cancelled).isEmpty();
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(2);
    }
  }

  private Job started(String execution, Long deadline) {
    Job job = job(execution, deadline);
    log.put(job);
    follower.follow(job, 0);
    return job;
  }

  private static Job job(String execution, Long deadline) {
    StepCommand command = Pool.command(execution, 3, deadline);
    return new Job(
        command,
        Pool.KEYS_OF,
        Payload.of("\"handle of " + execution + "\""),
        System.currentTimeMillis());
  }
}
