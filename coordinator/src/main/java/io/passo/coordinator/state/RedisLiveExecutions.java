package io.passo.coordinator.state;

import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.Redriven;
import io.passo.asl.interpreter.StartFrame;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.Loaded;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Partitions;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Looks executions up in Redis. */
public final class RedisLiveExecutions implements LiveExecutions {
  private static final Script LOAD = Script.named("load");

  private final RedisLink link;
  private final Pointers pointers;
  private final int partitions;

  RedisLiveExecutions(RedisLink link, Pointers pointers, int partitions) {
    this.link = link;
    this.pointers = pointers;
    this.partitions = partitions;
  }

  @Override
  public Uni<Found> find(String executionArn) {
    int partition = Partitions.of(executionArn, partitions);
    ExecutionKey key = ExecutionKey.of(executionArn);
    return Uni.createFrom()
        .completionStage(() -> find(partition, key).toCompletionStage())
        .onFailure()
        .recoverWithItem(failure -> new Unavailable("Redis does not answer: " + failure));
  }

  private Future<Found> find(int partition, ExecutionKey key) {
    return pointers
        .of(partition)
        .compose(g -> load(partition, g, key))
        .compose(
            loaded ->
                // The remembered namespace may have been replaced.
                isHole(loaded)
                    ? pointers.read(partition).compose(g -> load(partition, g, key))
                    : Future.succeededFuture(loaded))
        .map(loaded -> found(partition, key, loaded));
  }

  private Future<Loaded> load(int partition, Optional<String> g, ExecutionKey key) {
    if (g.isEmpty()) {
      return Future.succeededFuture(Loads.parse(null, List.of()));
    }
    return LOAD.run(link, List.of(RedisNames.meta(partition, g.get())), List.of(key.value()))
        .map(answer -> Loads.parse(answer, List.of(key)));
  }

  private static boolean isHole(Loaded loaded) {
    return loaded.watermark().equals(Position.START);
  }

  private static Found found(int partition, ExecutionKey key, Loaded loaded) {
    if (isHole(loaded)) {
      return new Unavailable("The state of partition " + partition + " is being rebuilt");
    }
    List<FrameValue> frames = loaded.frames().getOrDefault(key, List.of());
    if (!frames.isEmpty()) {
      return open(frames);
    }
    ClosedMark mark = loaded.closed().get(key);
    return mark == null
        ? new Absent(partition, loaded.watermark().offset())
        : new Closed(partition, mark.offset());
  }

  private static Found open(List<FrameValue> frames) {
    for (FrameValue frame : frames) {
      byte[] value = frame.value();
      if (frame.frameId().equals(FrameId.START.value())
          && value != null
          && FrameCodec.decode(value) instanceof StartFrame start) {
        return new Open(record(start.start()));
      }
    }
    return new Unavailable("The state of the execution is incomplete");
  }

  private static ExecutionRecord record(ExecutionStart start) {
    MapRunChild child = start.childOf();
    Redriven redriven = start.redriven();
    return new ExecutionRecord(
        start.executionArn(),
        start.stateMachineArn(),
        start.name(),
        ExecutionStatus.RUNNING,
        start.startDate().toEpochMilli(),
        null,
        new Payload(start.input().written()),
        null,
        null,
        null,
        start.definitionHash(),
        start.roleArn(),
        start.stateMachineVersionArn(),
        start.stateMachineAliasArn(),
        start.traceHeader(),
        child == null ? null : child.mapRunArn(),
        child == null ? null : child.itemCount(),
        redriven == null ? 0 : redriven.count(),
        redriven == null ? null : redriven.date().toEpochMilli());
  }
}
