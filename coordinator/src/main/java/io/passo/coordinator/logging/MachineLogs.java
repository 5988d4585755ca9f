package io.passo.coordinator.logging;

import io.passo.asl.history.HistoryEvent;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.LoggingConfiguration;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The logs of state machines as they are configured when something happens. */
@Singleton
public final class MachineLogs {
  private static final Logger LOG = Logger.getLogger(MachineLogs.class);

  private final CurrentStateMachines machines;
  private final ExecutionLogs logs;

  MachineLogs(CurrentStateMachines machines, ExecutionLogs logs) {
    this.machines = machines;
    this.logs = logs;
  }

  /** What takes the history of an execution; may block. */
  public Consumer<List<HistoryEvent>> of(String stateMachineArn, String executionArn) {
    return events -> logs.of(logging(stateMachineArn), executionArn).accept(events);
  }

  private LoggingConfiguration logging(String stateMachineArn) {
    try {
      return VertxContextSupport.subscribeAndAwait(() -> machines.find(stateMachineArn, null))
          .map(found -> found.machine().revision().configuration().logging())
          .orElse(LoggingConfiguration.OFF);
    } catch (Throwable e) {
      LOG.debugf("Execution not logged: stateMachine=%s reason=%s", stateMachineArn, e.toString());
      return LoggingConfiguration.OFF;
    }
  }
}
