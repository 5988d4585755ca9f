package io.passo.coordinator.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.execution.StartAdmission;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Users of a cluster: they start executions of plans, stop some, call back with task tokens, and
 * poll for activity tasks. They know what was promised to them.
 */
final class Callers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MICROS = 400_000;
  private static final long AGAIN_MICROS = 1_500_000;
  private static final int FORGETFUL = 8;

  private final Cluster cluster;
  private final Invariants invariants;
  private final StartAdmission admission;
  private final Map<String, Order> orders = new TreeMap<>();
  private final Map<String, String> starts = new TreeMap<>();
  private final Map<String, String> stops = new TreeMap<>();
  private final Map<ExecutionKey, String> arns = new HashMap<>();
  private final Map<String, String> claims = new HashMap<>();
  private final Set<String> granted = new HashSet<>();
  private final SimulatedFiles files = new SimulatedFiles();
  private final Set<String> said = new HashSet<>();
  private final Set<String> calls = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();

  /** An execution that somebody wants, and the number it begins with. */
  record Order(String machine, String name, Plan plan, int n, boolean named, boolean deadly) {
    Order(String machine, String name, Plan plan, int n, boolean named) {
      this(machine, name, plan, n, named, false);
    }

    String arn() {
      return SimulatedApi.executionArn(machine, name);
    }
  }

  Callers(Cluster cluster, Invariants invariants) {
    this.cluster = cluster;
    this.invariants = invariants;
    this.admission = new StartAdmission(1, 3, () -> cluster.world.micros() * 1_000, () -> {});
    cluster.api.onReply(this::answered);
  }

  // The index answers for what has closed; of what is open the engine must know.
  private void answered(Reply reply) {
    String arn = starts.getOrDefault(reply.requestId(), stops.get(reply.requestId()));
    if (arn == null) {
      return;
    }
    boolean holds =
        switch (reply) {
          case Reply.Started started -> invariants.isStarted(arn);
          case Reply.Stopped stopped -> invariants.closed().containsKey(arn);
          case Reply.Unknown unknown -> invariants.closed().containsKey(arn);
          default -> true;
        };
    if (!holds) {
      violations.add("G6: " + arn + " got an answer that is not so: " + reply);
    }
  }

  /** All that was ordered, by ARN. */
  Map<String, Order> orders() {
    return orders;
  }

  /** ARNs of executions that somebody tried to stop. */
  Set<String> stopped() {
    return Set.copyOf(stops.values());
  }

  /** Attempts whose end was said through the API. */
  Set<String> said() {
    return said;
  }

  /** Answers that must not have been given. */
  List<String> violations() {
    return violations;
  }

  /** Starts an execution; maybe the same one twice, maybe it is stopped later. */
  void start(Order order, boolean twice, boolean stop) {
    cluster.machines.put(order.machine(), order.plan().machine());
    orders.put(order.arn(), order);
    arns.put(ExecutionKey.of(order.arn()), order.arn());
    order(order);
    if (twice) {
      cluster.world.after(cluster.world.between(0, 9_000_000), () -> order(order));
    }
    if (stop) {
      cluster.world.after(cluster.world.between(100_000, 9_000_000), () -> stop(order));
    }
  }

  /** For a while the API takes no new executions on. */
  void closeStarts(long micros) {
    admission.close(Optional.of("a store is nearly full"));
    cluster.world.after(micros, () -> admission.close(Optional.empty()));
  }

  private void order(Order order) {
    try {
      admission.require(SimulatedApi.ACCOUNT);
    } catch (ApiException e) {
      cluster.world.fault("start throttled");
      cluster.world.after(AGAIN_MICROS, () -> order(order));
      return;
    }
    String id =
        cluster.api.start(order.machine(), order.name(), Plan.input(order.n()), order.named());
    starts.put(id, order.arn());
  }

  private void stop(Order order) {
    if (!isStarted(order.arn())) {
      cluster.world.after(1_000_000, () -> stop(order));
      return;
    }
    String arn = order.arn();
    String id =
        cluster.api.send(
            arn,
            caller ->
                new EngineRequest.StopExecution(caller, ExecutionKey.of(arn), arn, "Enough", null));
    stops.put(id, arn);
  }

  private boolean isStarted(String arn) {
    return starts.entrySet().stream()
        .anyMatch(
            start ->
                start.getValue().equals(arn)
                    && cluster.api.reply(start.getKey()) instanceof Reply.Started);
  }

  // ---- work

  /** What functions and called services answer. */
  @Nullable StepResult work(StepCommand command, Header header) {
    String resource = command.resource();
    if (resource.endsWith("silent")) {
      return null;
    }
    if (resource.endsWith("bad") || (resource.endsWith("busy") && command.retryCount() == 0)) {
      String error = resource.endsWith("bad") ? "Bad" : "Busy";
      return new StepResult.Failed(header, StepResult.Kind.FAILED, error, "later");
    }
    ObjectNode input = (ObjectNode) read(command.input().utf8());
    if (resource.contains(":s3:")) {
      return new StepResult.Succeeded(header, Payload.of(files.answer(resource, input).toString()));
    }
    if (resource.endsWith("waitForTaskToken")) {
      int n = input.path("MessageBody").path("n").asInt();
      long delay = cluster.world.between(1_000, 3_000_000);
      cluster.world.after(delay, () -> succeed(command.executionArn(), command.attempt(), n + 1));
      return new StepResult.Submitted(header, Payload.of("{}"));
    }
    input.put("n", input.path("n").asInt() + 1);
    return new StepResult.Succeeded(header, Payload.of(input.toString()));
  }

  static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(new String(json, java.nio.charset.StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected JSON", e);
    }
  }

  private void succeed(String arn, long attempt, int n) {
    said.add(ExecutionKey.of(arn) + ":" + attempt);
    calls.add(
        cluster.api.send(
            arn,
            caller ->
                new EngineRequest.SendTaskSuccess(
                    caller, ExecutionKey.of(arn), attempt, Payload.of(Integer.toString(n)))));
  }

  // ---- activities

  /** Polls for activity tasks from now on. */
  void pollActivities() {
    for (int p = 0; p < cluster.partitions; p++) {
      List.copyOf(cluster.redis.get(p).waiting()).forEach(this::claim);
    }
    collect();
    cluster.world.after(POLL_MICROS, this::pollActivities);
  }

  private void claim(FrameWrite frame) {
    String arn = arns.get(frame.key());
    if (arn == null || frame.activity() == null) {
      return;
    }
    long attempt = frame.activity().attempt();
    String attemptId = frame.key() + ":" + attempt;
    if (!claims.containsValue(attemptId)) {
      String id =
          cluster.api.send(
              arn,
              caller ->
                  new EngineRequest.ClaimActivityTask(caller, frame.key(), attempt, "somebody"));
      claims.put(id, attemptId);
    }
  }

  private void collect() {
    for (String id : new TreeSet<>(claims.keySet())) {
      Reply reply = cluster.api.reply(id);
      if (reply != null) {
        String attemptId = claims.remove(id);
        if (reply instanceof Reply.ActivityTask task) {
          granted(attemptId, task);
        }
      }
    }
  }

  private void granted(String attemptId, Reply.ActivityTask task) {
    if (!granted.add(attemptId)) {
      violations.add("I3: the activity task " + attemptId + " was given away twice");
    }
    // Some pollers take a task and are never seen again.
    if (cluster.world.calm || cluster.world.random.nextInt(FORGETFUL) > 0) {
      String[] id = attemptId.split(":", 2);
      String arn = arns.get(new ExecutionKey(id[0]));
      int n = read(cluster.text(task.input())).path("n").asInt();
      if (arn != null) {
        succeed(arn, Long.parseLong(id[1]), n + 1);
      }
    }
  }

  // ---- the end

  /** Requests without an answer; starts and stops that were put off are sent again. */
  Set<String> unanswered() {
    askAgain();
    Set<String> all = new TreeSet<>(starts.keySet());
    all.addAll(stops.keySet());
    all.addAll(calls);
    all.removeIf(id -> cluster.api.reply(id) != null);
    return all;
  }

  /** What was answered to the starts of an execution. */
  List<Reply> answers(String arn) {
    return starts.entrySet().stream()
        .filter(start -> start.getValue().equals(arn))
        .flatMap(start -> Optional.ofNullable(cluster.api.reply(start.getKey())).stream())
        .toList();
  }

  private void askAgain() {
    for (Map.Entry<String, String> start : new TreeMap<>(starts).entrySet()) {
      if (cluster.api.reply(start.getKey()) instanceof Reply.Unavailable) {
        starts.remove(start.getKey());
        Order order = orders.get(start.getValue());
        if (order != null) {
          order(order);
        }
      }
    }
  }

  /** Looks whether the answers were right. */
  void check() {
    starts.forEach(this::checkStart);
    stops.forEach(
        (id, arn) -> {
          Reply reply = cluster.api.reply(id);
          if (!(reply instanceof Reply.Stopped || reply instanceof Reply.Unknown)) {
            violations.add("G6: the stop of " + arn + " got " + reply);
          }
        });
  }

  private void checkStart(String id, String arn) {
    Reply reply = cluster.api.reply(id);
    boolean fine = reply instanceof Reply.Started || reply instanceof Reply.AlreadyExists;
    if (!fine) {
      violations.add("G1: the start of " + arn + " got " + reply);
    }
  }
}
