package io.passo.it.chaos;

import io.passo.it.support.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Starts executions through the AWS SDK while faults happen, and remembers what was answered. */
final class Orders implements AutoCloseable {
  private static final int STARTS_AT_ONCE = 64;

  /**
   * A start that was asked for.
   *
   * @param n what the input was made of
   * @param at when, milliseconds since the epoch
   */
  record Order(String executionArn, Machine machine, long n, long at) {}

  private final Clients clients;
  private final Map<Machine, String> machines;
  private final String prefix;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore starting = new Semaphore(STARTS_AT_ONCE);
  private final Map<String, Order> asked = new ConcurrentHashMap<>();
  private final Map<String, Order> answered = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
  private final AtomicLong next = new AtomicLong();
  private volatile boolean running = true;
  private @Nullable Thread pace;

  /**
   * @param machines ARNs of the state machines
   * @param prefix of the names of the executions
   */
  Orders(Clients clients, Map<Machine, String> machines, String prefix) {
    this.clients = clients;
    this.machines = machines;
    this.prefix = prefix;
  }

  /** Starts so many a second until {@link #stop}. */
  void keepStarting(double perSecond) {
    long interval = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    pace =
        Thread.ofPlatform()
            .name("orders")
            .daemon()
            .start(
                () -> {
                  for (long due = System.nanoTime(); running; due += interval) {
                    for (long wait = due - System.nanoTime();
                        wait > 0;
                        wait = due - System.nanoTime()) {
                      LockSupport.parkNanos(wait);
                    }
                    long n = next.getAndIncrement();
                    threads.execute(() -> start(Machine.ORDER, n, Instant.EPOCH));
                  }
                });
  }

  /** Starts so many that are open until a moment; returns when all starts are answered. */
  void startSleepers(int count, Instant until) throws InterruptedException {
    try (ExecutorService own = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        long n = next.getAndIncrement();
        own.execute(() -> start(Machine.SLEEP, n, until));
      }
    }
  }

  /** Starts a Map over so many items. */
  Order startMap(int items) {
    String name = prefix + "-M" + next.getAndIncrement();
    start(Machine.MAP, name, items, Instant.EPOCH);
    return answered.values().stream()
        .filter(order -> order.executionArn().endsWith(":" + name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Expected a start but found " + problems));
  }

  private void start(Machine machine, long n, Instant until) {
    start(machine, prefix + "-" + machine.name().charAt(0) + n, n, until);
  }

  private void start(Machine machine, String name, long n, Instant until) {
    String arn = machines.get(machine);
    String executionArn = arn.replace(":stateMachine:", ":execution:") + ":" + name;
    try {
      starting.acquire();
      Order order = new Order(executionArn, machine, n, System.currentTimeMillis());
      try {
        asked.put(order.executionArn(), order);
        String input = machine.input(n, until);
        clients.call(
            api -> api.startExecution(of -> of.stateMachineArn(arn).name(name).input(input)));
        answered.put(order.executionArn(), order);
      } catch (ExecutionAlreadyExistsException e) {
        // The answer to an earlier try was lost, and the execution has ended since.
        answered.put(order.executionArn(), order);
      } finally {
        starting.release();
      }
    } catch (SdkException e) {
      problems.add("no answer to the start of " + name + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts no more; returns when all starts are answered. */
  void stop(Duration limit) throws InterruptedException {
    running = false;
    if (pace != null) {
      pace.join();
    }
    threads.shutdown();
    if (!threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      problems.add("starts that are not answered after " + limit.toSeconds() + " s");
    }
  }

  /** Everything that was asked for, whether it was answered or not. */
  Map<String, Order> asked() {
    return asked;
  }

  /** What was answered with success. */
  List<Order> answered() {
    return List.copyOf(answered.values());
  }

  /** Starts without an answer. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    running = false;
    threads.shutdownNow();
  }
}
