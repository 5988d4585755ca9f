package io.passo.worker;

import io.passo.protocol.Job;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The jobs of the partitions of {@code passo.jobs} that this worker owns. */
final class JobFollower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobFollower.class.getName());

  private final JobHandler handler;
  private final StepRunner runner;
  private final JobLog log;
  private final Cancellations cancellations;
  private final FollowedJob.Pace pace;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Map<String, Open> jobs = new ConcurrentHashMap<>();
  private final Consumer<String> cancelled = this::cancel;

  private record Open(int partition, FollowedJob job, Future<?> thread) {}

  JobFollower(
      JobHandler handler,
      StepRunner runner,
      JobLog log,
      Cancellations cancellations,
      FollowedJob.Pace pace,
      InstantSource clock,
      ExecutorService threads) {
    this.handler = handler;
    this.runner = runner;
    this.log = log;
    this.cancellations = cancellations;
    this.pace = pace;
    this.clock = clock;
    this.threads = threads;
    cancellations.watch(cancelled);
  }

  /** Number of jobs that are followed here. */
  int open() {
    return jobs.size();
  }

  /** Follows a job from now on; one that was started again takes the place of the first. */
  void follow(Job job, int partition) {
    String attemptId = job.command().attemptId();
    forget(attemptId);
    FollowedJob followed = new FollowedJob(job, handler, runner, log, pace, clock);
    jobs.put(attemptId, new Open(partition, followed, threads.submit(() -> run(followed))));
    if (cancellations.contains(attemptId)) {
      followed.cancel();
    }
  }

  private static void run(FollowedJob followed) {
    try {
      followed.run();
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "A job is left to another worker");
    }
  }

  /** A job has ended, or is not ours any more. */
  void forget(String attemptId) {
    Open open = jobs.remove(attemptId);
    if (open != null) {
      open.thread().cancel(true);
    }
  }

  /** Another worker owns the partition now. */
  void forgetPartition(int partition) {
    jobs.forEach(
        (attemptId, open) -> {
          if (open.partition() == partition) {
            forget(attemptId);
          }
        });
  }

  private void cancel(String attemptId) {
    Open open = jobs.get(attemptId);
    if (open != null) {
      open.job().cancel();
    }
  }

  @Override
  public void close() {
    cancellations.unwatch(cancelled);
    jobs.keySet().forEach(this::forget);
  }
}
