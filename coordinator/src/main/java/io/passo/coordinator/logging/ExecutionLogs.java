package io.passo.coordinator.logging;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.history.LogRecordJson;
import io.passo.coordinator.definition.LoggingConfiguration;
import io.passo.coordinator.definition.LoggingConfiguration.Level;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Histories in the log, one record a line, under the category {@code passo.execution}. Best effort:
 * what comes faster than it can be written is dropped and counted, so that no execution waits for
 * its log.
 */
@Singleton
public final class ExecutionLogs {
  private static final Logger LOG = Logger.getLogger(ExecutionLogs.class);
  private static final Logger EVENTS = Logger.getLogger("passo.execution");
  private static final String LOG_GROUP = "logGroup";
  private static final String EXECUTION = "executionArn";
  private static final int MOST_WAITING = 16_384;

  private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer =
      Thread.ofPlatform().name("execution-logs").daemon().unstarted(this::write);

  /** One event of one execution. */
  private record Line(LoggingConfiguration logging, String executionArn, HistoryEvent event) {}

  public ExecutionLogs() {
    writer.start();
  }

  /** What takes the history of an execution. */
  public Consumer<List<HistoryEvent>> of(LoggingConfiguration logging, String executionArn) {
    if (logging.level() == Level.OFF) {
      return events -> {};
    }
    return events ->
        events.stream()
            .filter(event -> LoggedEvents.has(logging.level(), event.type()))
            .forEach(event -> add(new Line(logging, executionArn, event)));
  }

  private void add(Line line) {
    if (!waiting.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (true) {
        write(waiting.take());
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          LOG.warnf("Execution logs dropped: records=%d", lost);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("No more execution logs: the coordinator stops");
    }
  }

  private static void write(Line line) {
    MDC.put(EXECUTION, line.executionArn());
    MDC.put(LOG_GROUP, line.logging().logGroupArn());
    EVENTS.info(
        LogRecordJson.text(
            line.event(), line.executionArn(), line.logging().includeExecutionData()));
    MDC.remove(EXECUTION);
    MDC.remove(LOG_GROUP);
  }

  @PreDestroy
  void stop() {
    writer.interrupt();
  }
}
