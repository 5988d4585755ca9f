package io.passo.worker;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the step commands of a pool and runs them.
 *
 * <pre>{@code
 * Worker worker = Worker.start(
 *     WorkerConfig.of("localhost:9092", "functions", "worker-1", MacKey.ofSecret(secret)),
 *     step -> StepOutcome.succeeded("{}"),
 *     WorkerListener.NONE);
 * ...
 * worker.stop(Duration.ofSeconds(20));
 * }</pre>
 *
 * <p>It may be started before Kafka or the pool is there; then it waits and says so every 10 s.
 */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(20);
  private static final long RESTART_MILLIS = 1_000;

  private final WorkerConfig config;
  private final StepHandler handler;
  private final WorkerListener listener;
  private final ExecutorService threads;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable KafkaStepQueue queue;
  private volatile @Nullable JobFollower follower;
  private volatile Duration grace = DEFAULT_GRACE;
  private volatile boolean stopping;
  private volatile int open;

  private Worker(WorkerConfig config, StepHandler handler, WorkerListener listener) {
    this.config = config;
    this.handler = handler;
    this.listener = listener;
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("step-", 0).factory());
    thread = Thread.ofPlatform().name("worker-" + config.pool()).unstarted(this::run);
  }

  /** Starts a worker; returns at once. */
  public static Worker start(WorkerConfig config, StepHandler handler, WorkerListener listener) {
    Worker worker = new Worker(config, handler, listener);
    worker.thread.start();
    return worker;
  }

  /** True while the worker takes commands and a broker is connected. */
  public boolean isReady() {
    KafkaStepQueue current = queue;
    return current != null && !stopping && current.isConnected();
  }

  /** Steps taken and not acknowledged yet. */
  public int open() {
    return open;
  }

  /** Jobs that are followed here. */
  public int jobs() {
    JobFollower current = follower;
    return current == null ? 0 : current.open();
  }

  /** Stops within {@link #stop}'s usual grace of 20 s. */
  @Override
  public void close() {
    stop(DEFAULT_GRACE);
  }

  /**
   * Takes nothing more, lets running steps end, and gives those that have not ended after {@code
   * grace} to other workers. Returns when that is done.
   */
  public void stop(Duration graceTime) {
    grace = graceTime;
    stopping = true;
    if (queue == null) {
      thread.interrupt();
    }
    try {
      if (!ended.await(graceTime.toMillis() + DEFAULT_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.WARNING, "Worker of pool {0} did not end in time", config.pool());
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (!config.functions().isEmpty()) {
        threads.execute(new Announcements(config));
      }
      PoolLimits limits = new PoolSetup(config).await();
      Cancellations cancellations = new Cancellations();
      Answers answers = new Answers();
      ControlReader control = new ControlReader(config, cancellations, answers);
      threads.execute(control);
      try (KafkaResultLog results = new KafkaResultLog(config)) {
        JobReader reader = followJobs(results, cancellations);
        try {
          while (!stopping) {
            work(limits, results, cancellations, answers);
          }
        } finally {
          if (reader != null) {
            reader.stop();
          }
        }
      } finally {
        control.stop();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "Worker of pool {0} stops while it waits", config.pool());
    } finally {
      threads.shutdownNow();
      ended.countDown();
    }
  }

  private @Nullable JobReader followJobs(KafkaResultLog results, Cancellations cancellations) {
    if (!(handler instanceof JobHandler owner)) {
      return null;
    }
    JobFollower started =
        new JobFollower(
            owner,
            runner(results),
            results,
            cancellations,
            FollowedJob.Pace.USUAL,
            InstantSource.system(),
            threads);
    follower = started;
    JobReader reader = new JobReader(config, started);
    threads.execute(reader);
    return reader;
  }

  private StepRunner runner(KafkaResultLog results) {
    return new StepRunner(config, handler, results, results, listener, InstantSource.system());
  }

  // Whatever goes wrong with the share group, the worker begins again; locks it held are given to
  // others, results are still written.
  private void work(
      PoolLimits limits, KafkaResultLog results, Cancellations cancellations, Answers answers)
      throws InterruptedException {
    try (KafkaStepQueue current = new KafkaStepQueue(config, limits)) {
      StepLoop loop = loop(current, results, cancellations, answers);
      queue = current;
      LOG.log(Level.INFO, "Worker {0} of pool {1} takes steps", config.name(), config.pool());
      while (!stopping) {
        loop.turn();
        open = loop.open();
      }
      windDown(loop);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Worker of pool " + config.pool() + " begins again", e);
      Thread.sleep(RESTART_MILLIS);
    } finally {
      queue = null;
    }
  }

  private StepLoop loop(
      StepQueue current, KafkaResultLog results, Cancellations cancellations, Answers answers) {
    return new StepLoop(
        config,
        current,
        results,
        runner(results),
        cancellations,
        answers,
        listener,
        InstantSource.system(),
        System::nanoTime,
        threads);
  }

  private void windDown(StepLoop loop) throws InterruptedException {
    long end = System.nanoTime() + grace.toNanos();
    while (loop.open() > 0 && System.nanoTime() < end) {
      loop.turnDown();
      open = loop.open();
    }
    loop.releaseRest();
  }
}
