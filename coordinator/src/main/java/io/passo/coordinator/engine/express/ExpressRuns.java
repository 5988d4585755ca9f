package io.passo.coordinator.engine.express;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.coordinator.engine.StepReports;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.Reply;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Question;
import io.passo.protocol.StepResult.Report;
import io.passo.protocol.codec.StepResultCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Express executions of this instance. They live in its memory only; with the instance they are
 * gone. Safe for threads.
 */
public final class ExpressRuns {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<ExecutionKey, ExpressRun> runs = new ConcurrentHashMap<>();
  private volatile @Nullable ExpressPorts ports;

  /**
   * @param most executions at a time
   */
  public ExpressRuns(int most) {
    this.most = most;
  }

  /** From now on executions can start. */
  public void open(ExpressPorts with) {
    ports = with;
  }

  /** No more starts; who waits for an execution is told that it is lost. */
  public void close() {
    ports = null;
    runs.values().forEach(ExpressRun::lose);
  }

  /** Whether asynchronous executions would take the place of those that somebody waits for. */
  boolean isHalfFull() {
    return open.get() * 2 >= most;
  }

  /** Executions that run. */
  public int running() {
    return open.get();
  }

  /**
   * Starts an execution.
   *
   * @param log gets its history as it happens
   * @throws TooManyRunsException if as many run as may
   * @throws UnavailableException if the engine has not started, or stops
   */
  public ExpressRun start(ExecutionStart start, Consumer<List<HistoryEvent>> log) {
    ExpressPorts current = ports;
    if (current == null) {
      throw UnavailableException.notStarted();
    }
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      throw new TooManyRunsException(most);
    }
    ExpressRun run = new ExpressRun(current, start.inMilliseconds(), log, this::ended);
    runs.put(run.key(), run);
    run.begin();
    if (ports == null) {
      run.lose();
    }
    return run;
  }

  private void ended(ExpressRun run) {
    if (runs.remove(run.key(), run)) {
      open.decrementAndGet();
    }
  }

  /**
   * Takes what a worker says.
   *
   * @param message the record's value
   */
  public void result(StepResult result, byte[] message) {
    ExpressPorts current = ports;
    if (current == null) {
      return;
    }
    StepResult.Header header = result.header();
    if (!isSigned(header, message, current)) {
      current.metrics().dropped("mac");
      return;
    }
    ExpressRun run = runs.get(header.key());
    if (run == null || !StepReports.isOf(header, run.executionArn())) {
      unknown(result, current);
    } else {
      run.reported(result);
    }
  }

  private static boolean isSigned(StepResult.Header header, byte[] message, ExpressPorts ports) {
    return StepResultCodec.isSignedBy(
        message, ports.resultKeys().key(header.executionArn(), header.attempt(), header.pool()));
  }

  private static void unknown(StepResult result, ExpressPorts ports) {
    switch (result) {
      case Report report -> ports.metrics().dropped("closed");
      case Ask ask -> closed(ask.question(), ports);
      case Claim claim -> closed(claim.question(), ports);
    }
  }

  private static void closed(Question question, ExpressPorts ports) {
    Reply reply = new Reply.TaskClosed(question.requestId());
    ports.replies().send(List.of(new AddressedReply(question.instanceId(), reply)));
  }
}
