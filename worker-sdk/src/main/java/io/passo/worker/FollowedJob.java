package io.passo.worker;

import io.passo.protocol.Job;
import io.passo.protocol.StepCommand;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One job, on a thread of its own: looked at until it has ended or is cancelled. */
final class FollowedJob {
  private static final System.Logger LOG = System.getLogger(FollowedJob.class.getName());
  private static final int CANCEL_TRIES = 5;

  // By so much of the time that a job has taken its end may be seen late.
  private static final int LATE_BY_PART = 4;

  // The engine times attempts out and says so; this is for what it has said while nobody listened.
  private static final long AFTER_DEADLINE_MILLIS = 60_000;

  /** How often a job is looked at. */
  record Pace(Duration shortest, Duration longest) {
    static final Pace USUAL = new Pace(Duration.ofMillis(500), Duration.ofSeconds(30));
  }

  private final Job job;
  private final JobHandler handler;
  private final StepRunner runner;
  private final JobLog log;
  private final Pace pace;
  private final InstantSource clock;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  FollowedJob(
      Job job, JobHandler handler, StepRunner runner, JobLog log, Pace pace, InstantSource clock) {
    this.job = job;
    this.handler = handler;
    this.runner = runner;
    this.log = log;
    this.pace = pace;
    this.clock = clock;
  }

  /** Nobody waits for it any more. */
  void cancel() {
    cancelled.countDown();
  }

  /**
   * Follows it to its end.
   *
   * @throws InterruptedException if another worker is to follow it
   */
  void run() throws InterruptedException {
    while (!cancelled.await(untilNextLook(), TimeUnit.MILLISECONDS) && !isLongOver()) {
      Optional<StepOutcome> end = look();
      if (end.isPresent()) {
        runner.report(job.command(), job.submittedAt(), end.get());
        log.remove(job);
        return;
      }
      beat();
    }
    if (job.command().mayStop()) {
      end();
    }
    log.remove(job);
  }

  private long untilNextLook() {
    long taken = Math.max(0, clock.millis() - job.submittedAt());
    long wait =
        Math.clamp(taken / LATE_BY_PART, pace.shortest().toMillis(), pace.longest().toMillis());
    Integer heartbeat = job.command().heartbeatSeconds();
    return heartbeat == null
        ? wait
        : Math.min(wait, TimeUnit.SECONDS.toMillis(heartbeat) / LATE_BY_PART);
  }

  private boolean isLongOver() {
    Long deadline = job.command().deadline();
    return deadline != null && clock.millis() > deadline + AFTER_DEADLINE_MILLIS;
  }

  private void beat() {
    if (job.command().heartbeatSeconds() != null) {
      runner.heartbeat(job.command());
    }
  }

  private Optional<StepOutcome> look() throws InterruptedException {
    try {
      return handler.look(job).map(outcome -> runner.limited(job.command(), outcome));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      stopIfInterrupted();
      LOG.log(Level.DEBUG, () -> "Job not seen, looking again: " + name() + " " + e);
      return Optional.empty();
    }
  }

  private void end() throws InterruptedException {
    for (int tries = 1; tries <= CANCEL_TRIES; tries++) {
      try {
        handler.cancel(job);
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        stopIfInterrupted();
        LOG.log(Level.WARNING, () -> "Job not cancelled: " + name() + " " + e);
      }
      TimeUnit.MILLISECONDS.sleep(pace.shortest().toMillis() * tries);
    }
  }

  // Clients wrap interrupts in exceptions of their own.
  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("Expected to follow the job but another worker will");
    }
  }

  private String name() {
    StepCommand command = job.command();
    return "executionArn=" + command.executionArn() + " attempt=" + command.attempt();
  }
}
