package io.passo.coordinator.engine;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Owns one partition while the group says so: takes over, runs the lane, and takes over again when
 * the lane must be dropped.
 *
 * <p>After an {@link OutOfMemoryError}, or any other error after which the process cannot be
 * trusted, its thread ends by that error, and whoever made the thread ends the process: a lane that
 * is dead without a successor would hold the partition for ever.
 */
final class PartitionOwner {
  private static final System.Logger LOG = System.getLogger(PartitionOwner.class.getName());
  private static final long FIRST_BACKOFF_MILLIS = 50;
  private static final long LONGEST_BACKOFF_MILLIS = 5_000;
  private static final long DATA_LOSS_BACKOFF_MILLIS = 10_000;

  private final EngineContext context;
  private final int partition;
  private final Inbox inbox;
  private final RepeatedWarning droppedLanes;
  private volatile boolean stopped;
  private volatile @Nullable Lane lane;
  private volatile @Nullable Thread thread;
  private long backoff = FIRST_BACKOFF_MILLIS;
  // Why the lane before ended: of another owner nobody knows, of the own ones all but failures.
  private boolean unexplained = true;

  PartitionOwner(EngineContext context, int partition, Inbox inbox, RepeatedWarning droppedLanes) {
    this.context = context;
    this.partition = partition;
    this.inbox = inbox;
    this.droppedLanes = droppedLanes;
  }

  void start(ThreadFactory threads) {
    Thread started = threads.newThread(this::run);
    started.setName("lane-" + partition);
    thread = started;
    started.start();
  }

  /** Ends the lane after its current batch; it hands over. */
  void stop() {
    stopped = true;
    Lane running = lane;
    if (running != null) {
      running.stop();
    }
    inbox.wake();
  }

  /** Ends the lane at once. */
  void abandon() {
    stopped = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Waits for its end. */
  void await(long limitMillis) {
    Thread running = thread;
    try {
      if (running != null && !running.join(java.time.Duration.ofMillis(limitMillis))) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isRunning() {
    return lane != null;
  }

  private void run() {
    try {
      while (!stopped) {
        own();
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "Lane interrupted: partition={0}", partition);
    }
  }

  private void own() throws InterruptedException {
    try {
      TakenOver start = new Takeover(context, partition, inbox, unexplained).run();
      unexplained = false;
      Lane running = new Lane(context, partition, inbox, start);
      lane = running;
      LOG.log(
          System.Logger.Level.INFO,
          "Partition taken over: partition={0} epoch={1}",
          partition,
          start.meta().position().epoch());
      if (stopped) {
        running.stop();
      }
      backoff = FIRST_BACKOFF_MILLIS;
      running.run();
    } catch (DataLossException | LogGapException e) {
      context.metrics().dataLoss(partition);
      LOG.log(System.Logger.Level.ERROR, "DATA_LOSS: partition=" + partition, e);
      context.clock().sleep(DATA_LOSS_BACKOFF_MILLIS);
    } catch (LaneDroppedException e) {
      dropped(e.reason(), e);
    } catch (UnavailableException e) {
      dropped("unavailable", e);
    } catch (RuntimeException e) {
      failed("bug", e);
    } catch (StackOverflowError | LinkageError | AssertionError e) {
      failed("error", e);
    } finally {
      lane = null;
    }
  }

  private void failed(String reason, Throwable cause) throws InterruptedException {
    LOG.log(System.Logger.Level.ERROR, "Lane failed: partition=" + partition, cause);
    unexplained = true;
    dropped(reason, cause);
  }

  private void dropped(String reason, Throwable cause) throws InterruptedException {
    context.metrics().laneDropped(reason);
    if (stopped) {
      return;
    }
    droppedLanes.warn(partition, reason + ": " + cause.getMessage());
    long jitter = Math.floorMod(context.entropy().getAsLong(), backoff);
    context.clock().sleep(backoff / 2 + jitter);
    backoff = Math.min(LONGEST_BACKOFF_MILLIS, backoff * 2);
  }
}
