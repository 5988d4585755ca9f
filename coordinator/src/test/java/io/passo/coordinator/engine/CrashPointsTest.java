package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Callers.Order;
import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.coordinator.engine.Plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process dies at every point at which that makes a difference (correctness.md §16), one run for
 * each: the coordinator at the begin, in the middle and at the end of each of its port calls, its
 * successor at each of those while it takes over, a worker at each of its steps.
 */
class CrashPointsTest {
  private static final long DETECTED_MILLIS = 4_000;
  private static final long CALM_MILLIS = 400_000;
  private static final int SUCCESSOR_POINTS = 60;

  /** Every payload but numbers and such is kept as a blob. */
  private static final int SMALLEST_BLOB = 4;

  private static QuietLogs logs;

  @BeforeAll
  static void listen() {
    logs = QuietLogs.listen();
  }

  @AfterAll
  static void speakAgain() {
    logs.close();
  }

  /** The workflows that are crashed. */
  enum Workflow {
    TASK_CHAIN(false, new Op.Step("inc"), new Op.Step("inc"), new Op.Step("inc")),
    RETRY_AND_CATCH(false, new Op.Step("busy"), new Op.Idle("bad", 0), new Op.Step("inc")),
    PARALLEL_AND_MAP(
        false,
        new Op.Parallel(List.of(new Op.Step("inc")), List.of(new Op.Idle("pass", 0))),
        new Op.Each(List.of(new Op.Step("inc")))),
    MAP_RUN(false, new Op.Spread(List.of(new Op.Step("inc")))),
    WAIT_AND_TIMERS(false, new Op.Idle("wait", 2), new Op.Idle("silent", 2), new Op.Loop()),
    TASK_TOKEN(false, new Op.Step("token"), new Op.Step("inc")),
    LARGE_PAYLOADS(
        false,
        new Op.Step("inc"),
        new Op.Parallel(List.of(new Op.Step("inc")), List.of(new Op.Idle("pass", 0))),
        new Op.Step("token"),
        new Op.Spread(List.of(new Op.Step("inc")))),
    ACTIVITY_AND_STOP(true, new Op.Step("activity"), new Op.Idle("wait", 3));

    private final boolean stops;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Op> ops;

    Workflow(boolean stops, Op... ops) {
      this.stops = stops;
      this.ops = List.of(ops);
    }
  }

  /** A calm cluster with one coordinator that runs a workflow, until somebody dies. */
  private static final class Run {
    private final Cluster cluster = new Cluster(1, 1);
    private final Invariants invariants = new Invariants(cluster);
    private final Callers callers = new Callers(cluster, invariants);
    private final SimulatedWorkers workers = new SimulatedWorkers(cluster, callers::work);
    private final Rest rest = new Rest(cluster, invariants, callers, workers);
    private final List<Coordinator> coordinators = new ArrayList<>();
    private long nextLook;

    Run(Workflow workflow) {
      cluster.world.calm = true;
      cluster.api.handsOver = true;
      if (workflow == Workflow.LARGE_PAYLOADS) {
        cluster.inlineBytes = SMALLEST_BLOB;
      }
      coordinators.add(cluster.coordinator("c0"));
      callers.pollActivities();
      Plan plan = Plan.of(workflow.ops.toArray(Op[]::new));
      callers.start(new Order("m", "x", plan, 1, true), false, false);
      if (workflow.stops) {
        callers.start(new Order("m", "stopped", plan, 1, false), false, true);
      }
    }

    Coordinator first() {
      return coordinators.getFirst();
    }

    /**
     * Runs to the end; whoever dies is succeeded by another one some seconds later.
     *
     * @param successorDiesAfter points that the first successor lives
     */
    List<String> violations(int successorDiesAfter) {
      cluster.give(0, first());
      cluster.world.after(DETECTED_MILLIS * 1_000, () -> watch(successorDiesAfter));
      List<String> violations = new ArrayList<>();
      try {
        cluster.until("rest", CALM_MILLIS, this::isAtRest);
        invariants.look();
        rest.check();
      } catch (AssertionError e) {
        violations.add(rest.missing() + " " + e.getMessage());
      }
      violations.addAll(invariants.violations());
      violations.addAll(callers.violations());
      coordinators.forEach(coordinator -> coordinator.node.kill());
      cluster.world.drain();
      return violations;
    }

    // The group looks for dead members.
    private void watch(int successorDiesAfter) {
      if (cluster.owner(0).node.isDead()) {
        Coordinator next = cluster.coordinator("c" + coordinators.size());
        coordinators.add(next);
        if (coordinators.size() == 2) {
          next.node.killAfter(successorDiesAfter);
        }
        cluster.give(0, next);
        rest.healed();
      }
      cluster.world.after(DETECTED_MILLIS * 1_000, () -> watch(successorDiesAfter));
    }

    private boolean isAtRest() {
      if (cluster.world.micros() < nextLook) {
        return false;
      }
      nextLook = cluster.world.micros() + 200_000;
      return rest.isReached();
    }
  }

  private static List<String> run(Run run, int successorDiesAfter) throws InterruptedException {
    AtomicReference<List<String>> violations = new AtomicReference<>(List.of());
    Thread.ofVirtual().start(() -> violations.set(run.violations(successorDiesAfter))).join();
    return violations.get();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveTheDeathOfTheOwnerAtEachPoint(Workflow workflow) throws InterruptedException {
    // given
    Run undisturbed = new Run(workflow);
    undisturbed.first().node.record();
    assertThat(run(undisturbed, Integer.MAX_VALUE)).isEmpty();
    List<String> points = undisturbed.first().node.points();

    // when
    List<String> broken = new ArrayList<>();
    for (int point = 1; point <= points.size(); point++) {
      Run run = new Run(workflow);
      run.first().node.killAfter(point);
      List<String> violations = run(run, Integer.MAX_VALUE);
      if (!violations.isEmpty()) {
        broken.add("killed at %d (%s): %s".formatted(point, points.get(point - 1), violations));
      }
    }

    // then
    assertThat(broken).isEmpty();
    Seeds.report("crash points of %s: %s".formatted(workflow, counted(points)));
  }

  private static Map<String, Integer> counted(List<String> points) {
    Map<String, Integer> counted = new TreeMap<>();
    points.forEach(point -> counted.merge(point, 1, Integer::sum));
    return counted;
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveTheDeathOfTheSuccessorAtEachPointOfItsTakeover(Workflow workflow)
      throws InterruptedException {
    // given
    int sent = pointOf(workflow, "command send begins", "append ends");

    // when
    List<String> broken = new ArrayList<>();
    for (int point = 1; point <= SUCCESSOR_POINTS; point++) {
      for (boolean wiped : new boolean[] {false, true}) {
        Run run = new Run(workflow);
        run.first().node.killAfter(sent);
        if (wiped) {
          run.cluster.world.after(
              DETECTED_MILLIS * 1_000 - 1, () -> run.cluster.redis.getFirst().wipe());
        }
        List<String> violations = run(run, point);
        if (!violations.isEmpty()) {
          broken.add("successor killed at %d (wiped %s): %s".formatted(point, wiped, violations));
        }
      }
    }

    // then
    assertThat(broken).isEmpty();
  }

  /** Where the first command is about to be sent, or what comes next if there is none. */
  private static int pointOf(Workflow workflow, String name, String otherwise)
      throws InterruptedException {
    Run undisturbed = new Run(workflow);
    undisturbed.first().node.record();
    assertThat(run(undisturbed, Integer.MAX_VALUE)).isEmpty();
    List<String> points = undisturbed.first().node.points();
    int at = points.indexOf(name);
    return 1 + (at >= 0 ? at : points.lastIndexOf(otherwise));
  }

  @ParameterizedTest
  @EnumSource
  void shouldSurviveTheDeathOfAWorkerAtEachStep(Workflow workflow) throws InterruptedException {
    // given
    Run undisturbed = new Run(workflow);
    assertThat(run(undisturbed, Integer.MAX_VALUE)).isEmpty();

    // when
    List<String> broken = new ArrayList<>();
    for (int point = 1; point <= undisturbed.workers.points(); point++) {
      Run run = new Run(workflow);
      run.workers.crashAfter(point);
      List<String> violations = run(run, Integer.MAX_VALUE);
      if (!violations.isEmpty()) {
        broken.add("worker killed at %d: %s".formatted(point, violations));
      }
    }

    // then
    assertThat(broken).isEmpty();
  }

  @Test
  void shouldStoreBlobsBeforeTheCommitThatNamesThem() throws InterruptedException {
    // given
    Run run = new Run(Workflow.LARGE_PAYLOADS);
    run.first().node.record();

    // when
    assertThat(run(run, Integer.MAX_VALUE)).isEmpty();

    // then
    List<String> points = run.first().node.points();
    int stored = points.indexOf("blob answer ends");
    assertThat(stored).isPositive();
    assertThat(points.subList(stored, points.size())).contains("append begins");
    assertThat(run.cluster.blobs).isNotEmpty();
  }

  @Test
  void shouldPassEveryCrashPointOfTheProtocol() throws InterruptedException {
    // given
    Run run = new Run(Workflow.TASK_CHAIN);
    run.first().node.record();

    // when
    assertThat(run(run, Integer.MAX_VALUE)).isEmpty();

    // then
    assertThat(run.first().node.points())
        .contains(
            "poll ends",
            "append begins",
            "append sent",
            "append ends",
            "command send begins",
            "command sent",
            "apply begins",
            "apply sent",
            "sink transaction begins",
            "sink transaction ends",
            "group commit ends",
            "redis seal ends",
            "redis switch begins",
            "seek ends");
  }
}
