package io.passo.coordinator.api;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.execution.HistoryEvents;
import io.passo.coordinator.api.maprun.PendingRedrives;
import io.passo.coordinator.engine.EngineGateway;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionQuery;
import io.passo.coordinator.history.ExecutionQuery.StateMachine;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.coordinator.state.ActivityQueue;
import io.passo.coordinator.state.LiveExecutions;
import io.passo.coordinator.state.LiveExecutions.Found;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Partitions;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** In-memory twin of the engine and of what the API reads of it: executions, tasks, histories. */
final class MemoryEngine implements EngineGateway, ExecutionIndex, ActivityQueue, HistoryEvents {
  static final int PARTITIONS = 16;

  private long journalEnd;
  private long sinkEnd = Long.MAX_VALUE;
  private final InstantSource clock;
  private final Map<ExecutionKey, ExecutionRecord> executions = new LinkedHashMap<>();
  private final Map<ExecutionKey, List<HistoryEvent>> histories = new HashMap<>();
  private final Map<String, List<WaitingTask>> waiting = new HashMap<>();
  private final Set<WaitingTask> taken = new HashSet<>();
  private final Set<String> openTasks = new HashSet<>();
  private final Map<String, Long> redriveTokens = new HashMap<>();
  private final List<EngineRequest> requests = new ArrayList<>();
  private @Nullable CompletionStage<Reply> stuck;
  private @Nullable Found live;

  MemoryEngine(InstantSource clock) {
    this.clock = clock;
  }

  /** Requests so far, in order. */
  List<EngineRequest> requests() {
    return requests;
  }

  /** From now on calls are answered by this, null for the engine's own answers. */
  void answerWith(@Nullable CompletionStage<Reply> answer) {
    this.stuck = answer;
  }

  /** From now on Redis says this of every execution, null for the truth. */
  void redisSays(@Nullable Found found) {
    this.live = found;
  }

  void write(String executionArn, List<HistoryEvent> events) {
    histories.put(ExecutionKey.of(executionArn), events);
  }

  void close(String executionArn, ExecutionStatus status, @Nullable String output) {
    ExecutionKey key = ExecutionKey.of(executionArn);
    executions.compute(key, (k, open) -> closed(open, status, output, null, null));
  }

  /** An open attempt of an activity or callback; returns how an activity queue lists it. */
  WaitingTask openTask(String executionArn, long attempt) {
    ExecutionKey key = ExecutionKey.of(executionArn);
    openTasks.add(key + ":" + attempt);
    return new WaitingTask(key, attempt, partitionOf(executionArn), clock.millis());
  }

  void queue(String activityArn, WaitingTask task) {
    waiting.computeIfAbsent(activityArn, arn -> new ArrayList<>()).add(task);
  }

  /** A task that is listed still although somebody else has it. */
  void listedOnly(String activityArn, WaitingTask task) {
    queue(activityArn, task);
    taken.add(task);
  }

  @Override
  public String instanceId() {
    return "test";
  }

  @Override
  public int partitionOf(String executionArn) {
    return Partitions.of(executionArn, PARTITIONS);
  }

  @Override
  public Place placeOf(String executionArn) {
    return Place.NEAR;
  }

  @Override
  public Sent call(int partition, EngineRequest request) {
    requests.add(request);
    return new Sent(
        CompletableFuture.completedFuture(null),
        stuck == null ? CompletableFuture.completedFuture(answer(request)) : stuck);
  }

  /** Redis: open executions with their data, closed ones as closed. */
  LiveExecutions live() {
    return arn -> Uni.createFrom().item(() -> live == null ? found(arn) : live);
  }

  /** The index has what the journals have up to there. */
  void sinkReaches(long offset) {
    sinkEnd = offset;
  }

  /** How far the journal reaches, from now on. */
  void journalReaches(long end) {
    journalEnd = end;
  }

  /** End of the journal of any partition. */
  Uni<Long> journalEnd(int partition) {
    return Uni.createFrom().item(() -> journalEnd);
  }

  private Found found(String arn) {
    ExecutionRecord execution = executions.get(ExecutionKey.of(arn));
    if (execution == null) {
      return new LiveExecutions.Absent(0, 0);
    }
    return execution.stopDate() == null
        ? new LiveExecutions.Open(execution)
        : new LiveExecutions.Closed(partitionOf(arn), 1);
  }

  @Override
  public Uni<Optional<ExecutionRecord>> find(String executionArn) {
    return Uni.createFrom()
        .item(() -> Optional.ofNullable(executions.get(ExecutionKey.of(executionArn))));
  }

  @Override
  public Uni<List<ExecutionRecord>> list(ExecutionQuery query) {
    return Uni.createFrom()
        .item(
            () ->
                executions.values().stream()
                    .filter(each -> isOf(each, query.owner()))
                    .filter(each -> query.status() == null || each.status() == query.status())
                    .filter(
                        each ->
                            query.redriven() == null || query.redriven() == each.redriveCount() > 0)
                    .filter(each -> query.pending() == null || isPending(each, query.pending()))
                    .filter(each -> isAfter(each, query.after()))
                    .sorted(
                        Comparator.comparing(ExecutionRecord::startDate)
                            .thenComparing(ExecutionRecord::executionArn)
                            .reversed())
                    .limit(query.limit())
                    .toList());
  }

  private static boolean isPending(ExecutionRecord execution, ExecutionQuery.Pending pending) {
    boolean waits = PendingRedrives.isPending(execution, pending.redriveDate());
    return pending.isWanted() == waits;
  }

  private static boolean isOf(ExecutionRecord execution, ExecutionQuery.Owner owner) {
    return switch (owner) {
      case StateMachine machine -> machine.arn().equals(execution.stateMachineArn());
      case ExecutionQuery.Version version ->
          version.arn().equals(execution.stateMachineVersionArn());
      case ExecutionQuery.MapRun mapRun -> mapRun.arn().equals(execution.mapRunArn());
      case ExecutionQuery.Alias alias -> alias.arn().equals(execution.stateMachineAliasArn());
    };
  }

  private static boolean isAfter(ExecutionRecord execution, ExecutionQuery.@Nullable Cursor after) {
    return after == null
        || execution.startDate() < after.startDate()
        || (execution.startDate() == after.startDate()
            && execution.executionArn().compareTo(after.arn()) < 0);
  }

  @Override
  public Uni<Boolean> hasRunning(String stateMachineArn) {
    return list(new ExecutionQuery(
            new StateMachine(stateMachineArn), ExecutionStatus.RUNNING, null, null, 1))
        .map(found -> !found.isEmpty());
  }

  @Override
  public Uni<Long> countOpen(String account, String region) {
    return Uni.createFrom()
        .item(
            () ->
                executions.values().stream()
                    .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
                    .filter(
                        execution ->
                            execution
                                .executionArn()
                                .startsWith("arn:aws:states:" + region + ":" + account + ":"))
                    .count());
  }

  @Override
  public Uni<Long> lastEvent(String executionArn) {
    return Uni.createFrom()
        .item(
            () ->
                histories.getOrDefault(ExecutionKey.of(executionArn), List.of()).stream()
                    .mapToLong(HistoryEvent::id)
                    .max()
                    .orElse(0));
  }

  @Override
  public Uni<Settled> find(String executionArn, int partition, long offset, long millis) {
    return find(executionArn).map(found -> new Settled(found, sinkEnd >= offset));
  }

  @Override
  public Uni<List<WaitingTask>> waiting(String activityArn, int limit) {
    return Uni.createFrom()
        .item(() -> waiting.getOrDefault(activityArn, List.of()).stream().limit(limit).toList());
  }

  @Override
  public Multi<String> available() {
    return Multi.createFrom().nothing();
  }

  @Override
  public Uni<List<HistoryEvent>> read(
      String executionArn, long fromId, int limit, boolean reverse, boolean payloads) {
    return Uni.createFrom()
        .item(
            () -> {
              List<HistoryEvent> all =
                  histories.getOrDefault(ExecutionKey.of(executionArn), List.of());
              return (reverse ? all.reversed() : all)
                  .stream()
                      .filter(each -> reverse ? each.id() <= fromId : each.id() >= fromId)
                      .limit(limit)
                      .toList();
            });
  }

  private Reply answer(EngineRequest request) {
    String id = request.caller().requestId();
    String task = request.key() + ":";
    return switch (request) {
      case EngineRequest.StartExecution start -> start(id, start);
      case EngineRequest.StopExecution stop -> stop(id, stop);
      case EngineRequest.RedriveExecution redrive -> redrive(id, redrive);
      case EngineRequest.SendTaskSuccess success -> finish(id, task + success.attempt());
      case EngineRequest.SendTaskFailure failure -> finish(id, task + failure.attempt());
      case EngineRequest.SendTaskHeartbeat beat ->
          openTasks.contains(task + beat.attempt())
              ? new Reply.TaskAccepted(id)
              : new Reply.TaskClosed(id);
      case EngineRequest.ClaimActivityTask claim -> claim(id, claim);
      case EngineRequest.UpdateMapRun update ->
          isOpen(update.key()) ? new Reply.TaskAccepted(id) : new Reply.TaskClosed(id);
    };
  }

  private boolean isOpen(ExecutionKey key) {
    ExecutionRecord found = executions.get(key);
    return found != null && found.stopDate() == null;
  }

  private Reply start(String id, EngineRequest.StartExecution start) {
    ExecutionRecord found = executions.get(start.key());
    if (found == null) {
      executions.put(start.key(), record(start));
      return new Reply.Started(id, start.startDate());
    }
    boolean same = found.stopDate() == null && start.input().equals(found.input());
    return same
        ? new Reply.Started(id, found.startDate())
        : new Reply.AlreadyExists(id, start.executionArn());
  }

  private Reply stop(String id, EngineRequest.StopExecution stop) {
    ExecutionRecord found = executions.get(stop.key());
    if (found == null) {
      return new Reply.Unknown(id);
    }
    Long stopDate = found.stopDate();
    if (stopDate != null) {
      return new Reply.Stopped(id, stopDate);
    }
    ExecutionRecord closed =
        closed(found, ExecutionStatus.ABORTED, null, stop.error(), stop.cause());
    executions.put(stop.key(), closed);
    return new Reply.Stopped(id, clock.millis());
  }

  private Reply redrive(String id, EngineRequest.RedriveExecution redrive) {
    ExecutionRecord found = executions.get(redrive.key());
    if (found == null) {
      return new Reply.Unknown(id);
    }
    String token = redrive.key() + ":" + redrive.clientToken();
    Long known = redrive.clientToken() == null ? null : redriveTokens.get(token);
    if (known != null) {
      return new Reply.Redriven(id, known);
    }
    if (found.stopDate() == null || found.status() == ExecutionStatus.SUCCEEDED) {
      return new Reply.NotRedrivable(
          id, "Execution is " + found.status() + " and cannot be redriven");
    }
    redriveTokens.put(token, clock.millis());
    executions.put(redrive.key(), redriven(found));
    return new Reply.Redriven(id, clock.millis());
  }

  private ExecutionRecord redriven(ExecutionRecord closed) {
    return new ExecutionRecord(
        closed.executionArn(),
        closed.stateMachineArn(),
        closed.name(),
        ExecutionStatus.RUNNING,
        closed.startDate(),
        null,
        closed.input(),
        null,
        null,
        null,
        closed.definitionHash(),
        closed.roleArn(),
        closed.stateMachineVersionArn(),
        closed.stateMachineAliasArn(),
        closed.traceHeader(),
        closed.mapRunArn(),
        closed.itemCount(),
        closed.redriveCount() + 1,
        clock.millis());
  }

  private Reply finish(String id, String task) {
    return openTasks.remove(task) ? new Reply.TaskAccepted(id) : new Reply.TaskClosed(id);
  }

  private Reply claim(String id, EngineRequest.ClaimActivityTask claim) {
    boolean won =
        waiting.values().stream()
            .anyMatch(tasks -> tasks.removeIf(each -> names(claim, each) && !taken.contains(each)));
    return won
        ? new Reply.ActivityTask(id, "token-" + claim.attempt(), Payload.of("{\"n\":1}"))
        : new Reply.TaskClosed(id);
  }

  private static boolean names(EngineRequest.ClaimActivityTask claim, WaitingTask task) {
    return task.key().equals(claim.key()) && task.attempt() == claim.attempt();
  }

  private static ExecutionRecord record(EngineRequest.StartExecution start) {
    return new ExecutionRecord(
        start.executionArn(),
        start.stateMachineArn(),
        start.name(),
        ExecutionStatus.RUNNING,
        start.startDate(),
        null,
        start.input(),
        null,
        null,
        null,
        start.definitionHash(),
        start.roleArn(),
        start.stateMachineVersionArn(),
        start.stateMachineAliasArn(),
        start.traceHeader());
  }

  /** As if a Map Run had started the execution. */
  void adopt(String executionArn, String mapRunArn) {
    executions.computeIfPresent(
        ExecutionKey.of(executionArn), (key, execution) -> childOf(mapRunArn, execution));
  }

  private static ExecutionRecord childOf(String mapRunArn, ExecutionRecord execution) {
    return new ExecutionRecord(
        execution.executionArn(),
        execution.stateMachineArn(),
        execution.name(),
        execution.status(),
        execution.startDate(),
        execution.stopDate(),
        execution.input(),
        execution.output(),
        execution.error(),
        execution.cause(),
        execution.definitionHash(),
        execution.roleArn(),
        execution.stateMachineVersionArn(),
        execution.stateMachineAliasArn(),
        execution.traceHeader(),
        mapRunArn,
        1,
        execution.redriveCount(),
        execution.redriveDate());
  }

  private ExecutionRecord closed(
      @Nullable ExecutionRecord open,
      ExecutionStatus status,
      @Nullable String output,
      @Nullable String error,
      @Nullable String cause) {
    if (open == null) {
      throw new IllegalArgumentException("Expected an execution to close");
    }
    return new ExecutionRecord(
        open.executionArn(),
        open.stateMachineArn(),
        open.name(),
        status,
        open.startDate(),
        clock.millis(),
        open.input(),
        output == null ? null : Payload.of(output),
        error,
        cause,
        open.definitionHash(),
        open.roleArn(),
        open.stateMachineVersionArn(),
        open.stateMachineAliasArn(),
        open.traceHeader(),
        open.mapRunArn(),
        open.itemCount(),
        open.redriveCount(),
        open.redriveDate());
  }
}
