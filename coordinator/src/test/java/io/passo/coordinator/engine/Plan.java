package io.passo.coordinator.engine;

import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A generated state machine and, by an interpreter of its own, what it must give: the reference
 * that outputs are compared with. Data is {@code {"n":…,"s":…,"i":[…,…]}}; only {@code n} changes.
 */
final class Plan {
  /** No log may show it. */
  static final String SECRET = "s3cr3t-of-a-tenant";

  private static final int PLANS = 300;
  private static final Map<Integer, Plan> ALL = new ConcurrentHashMap<>();
  private static final List<Integer> ITEMS = List.of(3, 5);
  private static final int LONG_LOOP = 320;

  /** Seconds after which a task whose result makes no difference times out. */
  static final int SLOW_SECONDS = 3;

  private final List<Op> ops;
  private final StateMachine machine;
  private final Map<String, Integer> waits;

  /** A step of a plan. */
  sealed interface Op {
    /** One or more states that do {@code n = n + 1}, by name. */
    record Step(String kind) implements Op {}

    /** Leaves {@code n} as it is. */
    record Idle(String kind, int seconds) implements Op {}

    /** More passes than one decision may take. */
    record Loop() implements Op {}

    record Choice(int limit, List<Op> above, List<Op> below) implements Op {}

    record Parallel(List<Op> left, List<Op> right) implements Op {}

    record Each(List<Op> body) implements Op {}

    /** As Each, in child executions of a Map Run. */
    record Spread(List<Op> body) implements Op {}

    /** As Spread, with items that are read from a file and results that are written to one. */
    record Files(List<Op> body) implements Op {}
  }

  private Plan(List<Op> ops) {
    this.ops = ops;
    PlanWriter writer = new PlanWriter();
    this.machine = parse(writer.write(ops));
    this.waits = Map.copyOf(writer.waits());
  }

  private static StateMachine parse(String text) {
    return DefinitionParser.parse(text)
        .stateMachine()
        .orElseThrow(() -> new IllegalStateException("Expected a valid machine but found " + text));
  }

  /** A plan by name. */
  static Plan of(String name) {
    int number = Integer.parseInt(name.substring(1));
    return ALL.computeIfAbsent(number, Plan::generate);
  }

  /** Name of one of them. */
  static String pick(Random random) {
    return "p" + random.nextInt(PLANS);
  }

  private static Plan generate(int number) {
    Random random = new Random(number * 7_919L + 11);
    List<Op> ops = sequence(random, 1 + random.nextInt(3), 2);
    if (number % 12 == 5) {
      // Callers serve activities and tokens of what was ordered, not of its children.
      ops.add(new Op.Spread(List.of(new Op.Step(random.nextBoolean() ? "inc" : "busy"))));
    }
    if (number % 12 == 8) {
      ops.add(new Op.Files(List.of(new Op.Step("inc"))));
    }
    if (number % 25 == 0) {
      ops.add(new Op.Loop());
    }
    if (number % 50 == 7) {
      ops.add(new Op.Parallel(List.of(new Op.Loop()), List.of(new Op.Loop())));
    }
    return new Plan(ops);
  }

  private static List<Op> sequence(Random random, int length, int depth) {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      ops.add(op(random, depth));
    }
    return ops;
  }

  private static Op op(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 16 : 12)) {
      case 0, 1, 2, 3 -> new Op.Step("inc");
      case 4 -> new Op.Step("busy");
      case 5 -> new Op.Step("token");
      case 6 -> new Op.Step("activity");
      case 7 -> new Op.Idle("bad", 0);
      case 8 -> new Op.Idle("silent", 2);
      case 9 -> new Op.Idle("wait", 1 + random.nextInt(4));
      case 10 -> new Op.Idle("pass", 0);
      case 11 -> new Op.Idle("slow", SLOW_SECONDS);
      case 12 ->
          new Op.Choice(
              random.nextInt(8),
              sequence(random, 1 + random.nextInt(2), depth - 1),
              sequence(random, 1, depth - 1));
      case 13, 14 ->
          new Op.Parallel(
              sequence(random, 1 + random.nextInt(2), depth - 1), sequence(random, 1, depth - 1));
      default -> new Op.Each(sequence(random, 1 + random.nextInt(2), depth - 1));
    };
  }

  StateMachine machine() {
    return machine;
  }

  /** A plan of these steps. */
  static Plan of(Op... ops) {
    return new Plan(List.of(ops));
  }

  /** Seconds of each Wait state, by name. */
  Map<String, Integer> waits() {
    return waits;
  }

  /** Input with a number. */
  static String input(int n) {
    return "{\"n\":%d,\"s\":\"%s\",\"i\":%s}".formatted(n, SECRET, ITEMS);
  }

  /** What {@code n} must be in the end. */
  int expected(int n) {
    return run(ops, n);
  }

  private static int run(List<Op> ops, int n) {
    int now = n;
    for (Op op : ops) {
      now = run(op, now);
    }
    return now;
  }

  private static int run(Op op, int n) {
    return switch (op) {
      case Op.Step step -> n + 1;
      case Op.Idle idle -> n;
      case Op.Loop loop -> Math.max(n + 1, loopEnd());
      case Op.Choice(int limit, List<Op> above, List<Op> below) ->
          run(n > limit ? above : below, n);
      case Op.Parallel(List<Op> left, List<Op> right) -> run(left, n) + run(right, n);
      case Op.Each(List<Op> body) -> ITEMS.stream().mapToInt(item -> run(body, item)).sum();
      case Op.Spread(List<Op> body) -> ITEMS.stream().mapToInt(item -> run(body, item)).sum();
      case Op.Files(List<Op> body) ->
          SimulatedFiles.ITEMS.stream().mapToInt(item -> run(body, item)).sum();
    };
  }

  /** Where a loop ends. */
  static int loopEnd() {
    return LONG_LOOP;
  }
}
