package io.passo.coordinator.api.activity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.state.ActivityQueue;
import io.passo.coordinator.state.ActivityQueue.WaitingTask;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings workers and activity tasks together.
 *
 * <p>A poll looks for tasks at once; if there is none it waits without a thread until it is told of
 * a task, until the next {@link #tick}, or for a minute. A task found is claimed from its owner:
 * the first claim that is committed gets it, the others go on with the next task.
 */
@Singleton
public final class ActivityPolls {
  private static final Logger LOG = Logger.getLogger(ActivityPolls.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A claimed task may be listed a little longer; it can never be claimed again. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private static final int MOST_STALE = 100_000;
  private static final int AT_ONCE = 64;

  private final ActivityQueue queue;
  private final EngineCalls engine;
  private final Quotas quotas;
  private final InstantSource clock;
  private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();
  private final Cache<WaitingTask, Boolean> tried =
      Caffeine.newBuilder().expireAfterWrite(STALE).maximumSize(MOST_STALE).build();

  public ActivityPolls(
      ActivityQueue queue, EngineCalls engine, Quotas quotas, InstantSource clock) {
    this.queue = queue;
    this.engine = engine;
    this.quotas = quotas;
    this.clock = clock;
  }

  /**
   * Waits for a task of the activity.
   *
   * @return the task, or nothing after a minute; cancelling it gives the place up. Fails with
   *     {@code ActivityWorkerLimitExceeded}
   */
  Uni<Optional<Reply.ActivityTask>> poll(String activityArn, @Nullable String workerName) {
    return Uni.createFrom().emitter(emitter -> lineUp(activityArn, workerName, emitter));
  }

  /** A task of the activity may have become available. */
  void available(String activityArn) {
    Line line = lines.get(activityArn);
    if (line != null) {
      look(line);
    }
  }

  /**
   * To be called each second: ends polls that have waited long enough and looks again for the
   * others.
   */
  void tick() {
    for (Line line : lines.values()) {
      line.takeOver(clock.instant()).forEach(Poll::giveNothing);
      look(line);
      forgetIfIdle(line);
    }
  }

  /** How many workers wait for a task of the activity here. */
  public int waiting(String activityArn) {
    Line line = lines.get(activityArn);
    return line == null ? 0 : line.length();
  }

  private void lineUp(
      String activityArn,
      @Nullable String workerName,
      UniEmitter<? super Optional<Reply.ActivityTask>> emitter) {
    Poll poll = new Poll(workerName, clock.instant().plus(PATIENCE), emitter);
    boolean[] added = new boolean[1];
    Line line =
        lines.compute(
            activityArn,
            (arn, found) -> {
              Line existing = found == null ? new Line(arn) : found;
              added[0] = existing.add(poll, quotas.pollersPerActivity());
              return existing;
            });
    if (!added[0]) {
      emitter.fail(ApiErrors.activityWorkerLimitExceeded());
      return;
    }
    emitter.onTermination(() -> leave(line, poll));
    look(line);
  }

  private void leave(Line line, Poll poll) {
    poll.leave();
    line.remove(poll);
    forgetIfIdle(line);
  }

  private void forgetIfIdle(Line line) {
    lines.computeIfPresent(line.activityArn(), (arn, found) -> found.isIdle() ? null : found);
  }

  private void look(Line line) {
    int wanted = line.beginLook();
    if (wanted == 0) {
      return;
    }
    queue
        .waiting(line.activityArn(), Math.min(wanted, AT_ONCE) + AT_ONCE)
        .chain(tasks -> claim(line, tasks))
        .subscribe()
        .with(
            progress -> finish(line, progress),
            failure -> {
              LOG.debugf("Activity tasks cannot be looked up at the moment: %s", failure);
              finish(line, false);
            });
  }

  private void finish(Line line, boolean progress) {
    if (line.endLook(progress)) {
      look(line);
    } else {
      forgetIfIdle(line);
    }
  }

  /** Claims one task per waiting poll; true if anything was claimed or tried. */
  private Uni<Boolean> claim(Line line, List<WaitingTask> tasks) {
    List<Uni<Boolean>> claims = new ArrayList<>();
    for (WaitingTask task : tasks) {
      if (tried.getIfPresent(task) != null) {
        continue;
      }
      Poll poll = line.take();
      if (poll == null) {
        break;
      }
      tried.put(task, Boolean.TRUE);
      claims.add(claim(line, poll, task));
    }
    return claims.isEmpty()
        ? Uni.createFrom().item(false)
        : Uni.join().all(claims).andCollectFailures().replaceWith(true);
  }

  private Uni<Boolean> claim(Line line, Poll poll, WaitingTask task) {
    return engine
        .ask(
            task.partition(),
            task.key(),
            (caller, key) ->
                new EngineRequest.ClaimActivityTask(caller, key, task.attempt(), poll.workerName()))
        .onItemOrFailure()
        .transform(
            (reply, failure) -> {
              if (reply instanceof Reply.ActivityTask claimed) {
                give(line, poll, claimed, task);
              } else {
                back(line, poll);
              }
              return true;
            });
  }

  private static void back(Line line, Poll poll) {
    if (!poll.isGone()) {
      line.putBack(poll);
    }
  }

  /** To the poll it was claimed for, or to the next one if that has left meanwhile. */
  private static void give(Line line, Poll poll, Reply.ActivityTask claimed, WaitingTask task) {
    Poll receiver = poll;
    while (receiver != null && receiver.isGone()) {
      receiver = line.take();
    }
    if (receiver == null) {
      // As if its worker had died: the time-out or heartbeat of the task finds out.
      LOG.infof(
          "Activity task lost its worker: activity=%s execution=%s attempt=%d",
          line.activityArn(), task.key(), task.attempt());
      return;
    }
    receiver.give(claimed);
  }
}
