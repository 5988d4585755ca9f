package io.passo.worker;

import io.passo.protocol.DeadLetter;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepMessage;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.worker.WorkerListener.Dropped;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a worker that speaks with the share group: takes deliveries, hands them to
 * virtual threads, renews their locks and acknowledges them once their results are durable.
 */
final class StepLoop {
  private static final System.Logger LOG = System.getLogger(StepLoop.class.getName());
  private static final long IDLE_WAIT = TimeUnit.MILLISECONDS.toNanos(500);

  /** What other threads have to say. */
  private sealed interface News {}

  /** A delivery is done with. */
  private record Settled(Delivery.Id delivery, Acknowledgement acknowledgement) implements News {}

  /** The engine has answered a question. */
  private record Answered(Reply reply) implements News {}

  private final WorkerConfig config;
  private final StepQueue queue;
  private final ResultLog results;
  private final StepRunner runner;
  private final Cancellations cancellations;
  private final WorkerListener listener;
  private final InstantSource clock;
  private final NanoSource nanos;
  private final ExecutorService threads;

  private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
  // When to renew which lock; in that order, so a renewed one moves to the end.
  private final Map<Delivery.Id, Long> locks = new LinkedHashMap<>();
  private final Map<String, OpenStep> running = new ConcurrentHashMap<>();
  private final Heartbeats heartbeats = new Heartbeats();
  private final OpenQuestions questions;
  // Deliveries of attempts that another delivery runs here: they end with it.
  private final Map<Delivery.Id, List<Delivery.Id>> followers = new HashMap<>();
  private boolean unflushed;
  private long flushAt;

  /** Monotonic time. */
  @FunctionalInterface
  interface NanoSource {
    long nanos();
  }

  StepLoop(
      WorkerConfig config,
      StepQueue queue,
      ResultLog results,
      StepRunner runner,
      Cancellations cancellations,
      Answers answers,
      WorkerListener listener,
      InstantSource clock,
      NanoSource nanos,
      ExecutorService threads) {
    this.config = config;
    this.queue = queue;
    this.results = results;
    this.runner = runner;
    this.cancellations = cancellations;
    this.listener = listener;
    this.clock = clock;
    this.nanos = nanos;
    this.threads = threads;
    this.questions = new OpenQuestions(config.name());
    cancellations.watch(this::cancel);
    answers.watch(reply -> news.add(new Answered(reply)));
  }

  /** Number of deliveries that are not acknowledged yet. */
  int open() {
    return locks.size();
  }

  /** One round: take what is new, acknowledge what has ended, renew and heartbeat what has not. */
  void turn() throws InterruptedException {
    if (locks.size() - Math.min(runner.parked(), WorkerConfig.PARKED) < config.concurrency()) {
      for (Delivery delivery : queue.poll(Duration.ofNanos(untilNextDuty()))) {
        take(delivery);
      }
      hear(news.poll());
    } else {
      hear(news.poll(untilNextDuty(), TimeUnit.NANOSECONDS));
    }
    keepUp();
  }

  /** One round of a worker that stops: nothing new is taken. */
  void turnDown() throws InterruptedException {
    hear(news.poll(untilNextDuty(), TimeUnit.NANOSECONDS));
    keepUp();
  }

  /** Gives what still runs to other workers. */
  void releaseRest() {
    running.values().forEach(OpenStep::cancel);
    for (Delivery.Id id : List.copyOf(locks.keySet())) {
      acknowledge(id, Acknowledgement.RELEASE);
    }
    queue.flush();
  }

  private void keepUp() {
    long now = nanos.nanos();
    renew(now);
    questions.askAgain(now, waiting -> isDropped(waiting.delivery(), waiting.command()), this::ask);
    heartbeats.give(now, step -> threads.execute(() -> runner.heartbeat(step.command())));
    if (unflushed && now >= flushAt) {
      queue.flush();
      unflushed = false;
    }
  }

  private void take(Delivery delivery) {
    locks.put(delivery.id(), renewalTime(nanos.nanos()));
    byte[] value = delivery.value();
    try {
      StepMessage message = StepMessageCodec.decode(value);
      if (value == null || !StepMessageCodec.isSignedBy(value, config.poolKey())) {
        bury(delivery, "Expected a step command signed with the key of the pool", Dropped.UNSIGNED);
        return;
      }
      switch (message) {
        case StepMarker marker -> acknowledge(delivery.id(), Acknowledgement.ACCEPT);
        case StepCommand command -> begin(delivery, command);
      }
    } catch (MalformedMessageException e) {
      bury(delivery, String.valueOf(e.getMessage()), Dropped.MALFORMED);
    }
  }

  private void begin(Delivery delivery, StepCommand command) {
    OpenStep here = running.get(command.attemptId());
    if (here != null) {
      follow(here.id(), delivery.id());
    } else if (!isDropped(delivery, command)) {
      beginWanted(delivery, command);
    }
  }

  private void follow(Delivery.Id first, Delivery.Id again) {
    if (!first.equals(again)) {
      followers.computeIfAbsent(first, id -> new ArrayList<>()).add(again);
    }
  }

  private boolean isDropped(Delivery delivery, StepCommand command) {
    if (cancellations.contains(command.attemptId())) {
      drop(delivery, Dropped.CANCELLED);
      return true;
    }
    if (isExpired(command)) {
      drop(delivery, Dropped.EXPIRED);
      return true;
    }
    return false;
  }

  private void beginWanted(Delivery delivery, StepCommand command) {
    boolean claims = runner.isAtMostOnce(command);
    if (delivery.deliveryCount() >= queue.deliveryLimit()) {
      giveUp(delivery, command);
    } else if (claims || delivery.deliveryCount() > 1) {
      ask(questions.add(delivery, command, claims, nanos.nanos()));
    } else {
      run(delivery, command);
    }
  }

  private void ask(OpenQuestions.Pending waiting) {
    threads.execute(() -> runner.ask(waiting));
  }

  private void answered(Reply reply) {
    OpenQuestions.Pending waiting = questions.answered(reply.requestId());
    if (waiting == null) {
      return;
    }
    Delivery delivery = waiting.delivery();
    if (!(reply instanceof Reply.AttemptOpen)) {
      drop(delivery, Dropped.CLOSED);
    } else if (!isDropped(delivery, waiting.command())) {
      run(delivery, waiting.command());
    }
  }

  private boolean isExpired(StepCommand command) {
    Long deadline = command.deadline();
    return deadline != null && clock.millis() >= deadline;
  }

  private void drop(Delivery delivery, Dropped reason) {
    listener.dropped(reason);
    acknowledge(delivery.id(), Acknowledgement.ACCEPT);
  }

  private void run(Delivery delivery, StepCommand command) {
    OpenStep step = new OpenStep(delivery.id(), command);
    running.put(command.attemptId(), step);
    heartbeats.add(step, nanos.nanos());
    settleAfter(
        delivery.id(),
        Acknowledgement.ACCEPT,
        () -> {
          try {
            runner.run(step, delivery.deliveryCount());
          } finally {
            running.remove(command.attemptId(), step);
          }
        });
  }

  // Kafka drops the record after this delivery whatever happens, so the attempt would hang if this
  // worker crashed, too.
  private void giveUp(Delivery delivery, StepCommand command) {
    listener.dropped(Dropped.CRASHED);
    StepOutcome crashed =
        StepOutcome.failed(
            "Passo.WorkerCrashed",
            "The step was given to "
                + (delivery.deliveryCount() - 1)
                + " workers and none of them finished it.");
    settleAfter(
        delivery.id(),
        Acknowledgement.ACCEPT,
        () -> runner.report(command, clock.millis(), crashed));
  }

  private void bury(Delivery delivery, String reason, Dropped dropped) {
    listener.dropped(dropped);
    DeadLetter letter =
        new DeadLetter(
            Topics.steps(config.pool()),
            delivery.id().partition(),
            delivery.id().offset(),
            reason,
            delivery.value());
    settleAfter(delivery.id(), Acknowledgement.REJECT, () -> results.bury(letter));
  }

  /** Something that blocks until it is durable. */
  @FunctionalInterface
  private interface Blocking {
    void run() throws InterruptedException;
  }

  private void settleAfter(Delivery.Id id, Acknowledgement acknowledgement, Blocking work) {
    threads.execute(
        () -> {
          try {
            work.run();
            news.add(new Settled(id, acknowledgement));
          } catch (InterruptedException e) {
            // The worker stops; the lock is released with all others.
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Step left to another worker: " + id, e);
            news.add(new Settled(id, Acknowledgement.RELEASE));
          }
        });
  }

  private void hear(@Nullable News first) {
    News next = first;
    while (next != null) {
      switch (next) {
        case Settled settled -> settle(settled);
        case Answered(Reply reply) -> answered(reply);
      }
      next = news.poll();
    }
  }

  private void settle(Settled settled) {
    acknowledge(settled.delivery(), settled.acknowledgement());
    List<Delivery.Id> others = followers.remove(settled.delivery());
    if (others != null) {
      others.forEach(id -> acknowledge(id, settled.acknowledgement()));
    }
  }

  private void acknowledge(Delivery.Id id, Acknowledgement acknowledgement) {
    if (locks.remove(id) == null) {
      return;
    }
    queue.acknowledge(id, acknowledgement);
    if (!unflushed) {
      unflushed = true;
      flushAt = nanos.nanos() + config.acknowledgeEvery().toNanos();
    }
  }

  private void renew(long now) {
    List<Delivery.Id> due = new ArrayList<>();
    for (Map.Entry<Delivery.Id, Long> lock : locks.entrySet()) {
      if (lock.getValue() > now) {
        break;
      }
      due.add(lock.getKey());
    }
    if (due.isEmpty()) {
      return;
    }
    Set<Delivery.Id> lost = queue.renew(due);
    for (Delivery.Id id : due) {
      locks.remove(id);
      if (lost.contains(id)) {
        listener.dropped(Dropped.LOCK_LOST);
      } else {
        locks.put(id, renewalTime(now));
      }
    }
    if (!lost.isEmpty()) {
      questions.keepOnly(locks.keySet());
    }
  }

  private long renewalTime(long now) {
    return now + queue.lockTime().toNanos() / 3;
  }

  private long untilNextDuty() {
    long now = nanos.nanos();
    long wait = heartbeats.untilNext(now, IDLE_WAIT);
    if (!locks.isEmpty()) {
      // Steps may end meanwhile and want to be acknowledged.
      wait = Math.min(wait, config.acknowledgeEvery().toNanos());
    }
    return unflushed ? Math.max(0, Math.min(wait, flushAt - now)) : wait;
  }

  private void cancel(String attemptId) {
    OpenStep step = running.get(attemptId);
    if (step != null) {
      step.cancel();
    }
  }
}
