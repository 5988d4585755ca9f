package io.passo.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code passo.journal}: either a new owner's first record or one batch of a lane.
 *
 * <pre>
 * valid(Open)   = epoch == current + 1                      then current = epoch, lastSeq = 0
 * valid(Commit) = epoch == current and seq == lastSeq + 1   then lastSeq = seq
 * </pre>
 *
 * Readers apply the rule in log order and skip the rest (correctness.md §3). Frames and history are
 * opaque here: the engine encodes them once and the same bytes go to the journal, Redis and
 * PostgreSQL.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are carried, never compared or changed
public sealed interface JournalRecord {
  long epoch();

  /**
   * First record of a new owner.
   *
   * @param epoch one more than the epoch before
   * @param nonce fresh random text that tells two Opens of one epoch apart
   * @param owner instance id of the owner, for people
   * @param clock wall clock of the owner in milliseconds since the epoch
   * @param unexplained the lane before may have died of what it processed: this owner is another
   *     one, or its own lane failed by a bug or an error
   */
  record Open(long epoch, String nonce, String owner, long clock, boolean unexplained)
      implements JournalRecord {
    /** An owner that knows why the lane before it ended. */
    public Open(long epoch, String nonce, String owner, long clock) {
      this(epoch, nonce, owner, clock, false);
    }
  }

  /**
   * One batch of a lane.
   *
   * @param clock partition clock in milliseconds; never goes back
   * @param inputs next offsets to read of the partition's input topics
   * @param dispatched position after the longest prefix of commits whose commands and messages are
   *     all acknowledged
   * @param tails per step partition, the floor below which no unacknowledged command can lie
   * @param changes what happened to executions
   * @param commands step commands to send once the record is committed
   * @param messages messages to other partitions
   * @param replies answers to waiting callers
   * @param probe set in a record that says only what will be processed next, by itself; null
   *     otherwise
   */
  record Commit(
      long epoch,
      long seq,
      long clock,
      Inputs inputs,
      Position dispatched,
      Map<StepPartition, Long> tails,
      List<ExecutionChange> changes,
      List<Command> commands,
      List<Message> messages,
      List<AddressedReply> replies,
      @Nullable Probe probe)
      implements JournalRecord {
    /** A batch. */
    public Commit(
        long epoch,
        long seq,
        long clock,
        Inputs inputs,
        Position dispatched,
        Map<StepPartition, Long> tails,
        List<ExecutionChange> changes,
        List<Command> commands,
        List<Message> messages,
        List<AddressedReply> replies) {
      this(
          epoch, seq, clock, inputs, dispatched, tails, changes, commands, messages, replies, null);
    }

    public Commit {
      tails = Map.copyOf(tails);
      changes = List.copyOf(changes);
      commands = List.copyOf(commands);
      messages = List.copyOf(messages);
      replies = List.copyOf(replies);
    }
  }

  /**
   * An event that is processed by itself, because lanes have died without a commit (correctness.md
   * §13).
   *
   * @param event names it: topic and offset, or a timer
   * @param deaths lanes that died with it under way, this one not included
   */
  record Probe(String event, int deaths) {}

  /**
   * Next offset and leader epoch (−1 if unknown) of {@code passo.requests[p]} and {@code
   * passo.results[p]}.
   */
  record Inputs(long requests, int requestsLeaderEpoch, long results, int resultsLeaderEpoch) {}

  /** A partition of {@code passo.steps.<pool>}. */
  record StepPartition(String pool, int partition) {}

  /**
   * What one batch did to one execution.
   *
   * @param key the execution
   * @param frames full values or tombstones of the changed frames
   * @param history events written in this batch, null if none
   * @param started set in the batch that started it, and in each one that redrove it
   * @param closed set in the batch that closed it; every frame is then gone
   * @param mapRuns its Map Runs that began, got on or ended
   */
  record ExecutionChange(
      ExecutionKey key,
      String executionArn,
      List<FrameValue> frames,
      @Nullable HistoryChunk history,
      @Nullable Started started,
      @Nullable Closed closed,
      List<MapRunRecord> mapRuns) {
    public ExecutionChange {
      frames = List.copyOf(frames);
      mapRuns = List.copyOf(mapRuns);
    }

    /** Without Map Runs. */
    public ExecutionChange(
        ExecutionKey key,
        String executionArn,
        List<FrameValue> frames,
        @Nullable HistoryChunk history,
        @Nullable Started started,
        @Nullable Closed closed) {
      this(key, executionArn, frames, history, started, closed, List.of());
    }
  }

  /** Full value of a frame, or its tombstone ({@code value == null}). */
  record FrameValue(String frameId, byte @Nullable [] value) {}

  /** History events {@code first..last} of one execution, encoded. */
  record HistoryChunk(long first, long last, byte[] events) {}

  /**
   * Columns of the executions index known at the start. Times are milliseconds since the epoch.
   *
   * @param mapRunArn Map Run that started it, if one did
   * @param itemCount items that the Map Run gave it
   * @param redrive set if it had closed before and goes on
   */
  record Started(
      String stateMachineArn,
      String name,
      String account,
      long startDate,
      Payload input,
      String definitionHash,
      String roleArn,
      @Nullable String stateMachineVersionArn,
      @Nullable String stateMachineAliasArn,
      @Nullable String traceHeader,
      @Nullable String mapRunArn,
      @Nullable Integer itemCount,
      @Nullable Redrive redrive) {
    /** Of an execution that no Map Run started and that was not redriven. */
    public Started(
        String stateMachineArn,
        String name,
        String account,
        long startDate,
        Payload input,
        String definitionHash,
        String roleArn,
        @Nullable String stateMachineVersionArn,
        @Nullable String stateMachineAliasArn,
        @Nullable String traceHeader) {
      this(
          stateMachineArn,
          name,
          account,
          startDate,
          input,
          definitionHash,
          roleArn,
          stateMachineVersionArn,
          stateMachineAliasArn,
          traceHeader,
          null,
          null,
          null);
    }

    /** The same execution after it had closed. */
    public Started with(Redrive again) {
      return new Started(
          stateMachineArn,
          name,
          account,
          startDate,
          input,
          definitionHash,
          roleArn,
          stateMachineVersionArn,
          stateMachineAliasArn,
          traceHeader,
          mapRunArn,
          itemCount,
          again);
    }
  }

  /**
   * That an execution which had closed goes on.
   *
   * @param count how often it was redriven
   * @param date of the last redrive
   * @param tokens client tokens of the last redrives with their dates, a JSON object
   */
  record Redrive(int count, long date, Payload tokens) {}

  /** Columns of the executions index known at the end. Status as the API names it. */
  record Closed(
      String status,
      long stopDate,
      @Nullable Payload output,
      @Nullable String error,
      @Nullable String cause) {}

  /**
   * A step command of this commit, ready to send.
   *
   * @param to partition of the step topic
   * @param command what the worker gets
   */
  record Command(StepPartition to, StepCommand command) {}

  /** A record for another partition's input topic, encoded; receivers dedupe by state. */
  record Message(String topic, int partition, String key, byte[] value) {}

  /** An answer and the instance that waits for it. */
  record AddressedReply(String instanceId, Reply reply) {}
}
