package io.passo.coordinator.history;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.history.ExecutionQuery.Alias;
import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.coordinator.history.ExecutionQuery.MapRun;
import io.passo.coordinator.history.ExecutionQuery.Owner;
import io.passo.coordinator.history.ExecutionQuery.StateMachine;
import io.passo.coordinator.history.ExecutionQuery.Version;
import io.passo.protocol.ExecutionKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/** {@link ExecutionIndex}: lists over Hibernate Reactive. */
@Singleton
final class HibernateExecutionIndex implements ExecutionIndex {
  private static final String LIST =
      """
      select new io.passo.coordinator.history.ExecutionRow(e.executionArn, e.stateMachineArn, e.name, e.status, e.startDate,
        e.stopDate, e.definitionHash, e.roleArn, e.stateMachineVersionArn, e.stateMachineAliasArn,
        e.mapRunArn, e.itemCount, e.redriveCount, e.redriveDate)
      from Execution e where\s
      """;
  private static final String WITH_STATUS = " and e.status = :status";
  private static final String REDRIVEN = " and e.redriveCount > 0";
  // Few executions are redriven, and those of a state machine have an index of their own.
  private static final String OF_MACHINE = " and e.stateMachineHash = :hash";
  // Unsuccessful ones are those that neither run nor succeeded.
  private static final String IS_PENDING =
      " e.status > 1 and e.startDate < :redrive and (e.redriveDate is null or e.redriveDate < :redrive)";
  private static final String PENDING = " and" + IS_PENDING;
  private static final String NOT_PENDING = " and not (" + IS_PENDING + ")";
  private static final String NOT_REDRIVEN = " and e.redriveCount = 0";
  private static final String AFTER =
      " and e.startDate <= :date and (e.startDate < :date or e.executionKey < :key)";
  private static final String NEWEST_FIRST = " order by e.startDate desc, e.executionKey desc";
  private static final String RUNNING =
      "select e.executionKey from Execution e where e.stateMachineHash = :hash and e.stateMachineArn = :arn and e.status = :status";

  private final SessionFactory sessions;
  private final ExecutionRows single;
  private final SinkProgress progress;

  HibernateExecutionIndex(SessionFactory sessions, ExecutionRows single, SinkProgress progress) {
    this.sessions = sessions;
    this.single = single;
    this.progress = progress;
  }

  @Override
  public Uni<Optional<ExecutionRecord>> find(String executionArn) {
    return single.find(executionArn);
  }

  @Override
  public Uni<Settled> find(String executionArn, int partition, long offset, long millis) {
    return single.find(executionArn, partition, offset, millis);
  }

  @Override
  public Uni<List<ExecutionRecord>> list(ExecutionQuery query) {
    return sessions.withStatelessSession(
        session ->
            select(session, query)
                .getResultList()
                .map(rows -> rows.stream().map(ExecutionRow::toRecord).toList()));
  }

  @Override
  public Uni<Boolean> hasRunning(String stateMachineArn) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(RUNNING, String.class)
                .setParameter("hash", StateMachineHash.of(stateMachineArn))
                .setParameter("arn", stateMachineArn)
                .setParameter("status", StatusCode.of(ExecutionStatus.RUNNING))
                .setMaxResults(1)
                .getResultList()
                .map(found -> !found.isEmpty()));
  }

  @Override
  public Uni<Long> countOpen(String account, String region) {
    return progress.countOpen(account, region);
  }

  @Override
  public Uni<Long> lastEvent(String executionArn) {
    return single.lastEvent(executionArn);
  }

  private static SelectionQuery<ExecutionRow> select(
      StatelessSession session, ExecutionQuery query) {
    ExecutionStatus status = query.status();
    Cursor after = query.after();
    String text =
        LIST
            + owner(query.owner())
            + (status == null ? "" : WITH_STATUS)
            + redriven(query)
            + pending(query.pending())
            + (after == null ? "" : AFTER)
            + NEWEST_FIRST;
    SelectionQuery<ExecutionRow> select =
        session
            .createSelectionQuery(text, ExecutionRow.class)
            .setParameter("arn", arn(query.owner()))
            .setMaxResults(query.limit());
    if (query.owner() instanceof StateMachine || isRedriven(query)) {
      select.setParameter("hash", StateMachineHash.of(machine(query.owner())));
    }
    if (status != null) {
      select.setParameter("status", StatusCode.of(status));
    }
    if (query.pending() != null) {
      select.setParameter("redrive", query.pending().redriveDate());
    }
    if (after != null) {
      select
          .setParameter("date", after.startDate())
          .setParameter("key", ExecutionKey.of(after.arn()).value());
    }
    return select;
  }

  private static String redriven(ExecutionQuery query) {
    if (query.redriven() == null) {
      return "";
    }
    if (!query.redriven()) {
      return NOT_REDRIVEN;
    }
    return query.owner() instanceof StateMachine ? REDRIVEN : OF_MACHINE + REDRIVEN;
  }

  private static String pending(ExecutionQuery.@Nullable Pending pending) {
    if (pending == null) {
      return "";
    }
    return pending.isWanted() ? PENDING : NOT_PENDING;
  }

  private static boolean isRedriven(ExecutionQuery query) {
    return Boolean.TRUE.equals(query.redriven());
  }

  /** ARN of the state machine that the executions of an owner name. */
  private static String machine(Owner owner) {
    String arn = arn(owner);
    return switch (owner) {
      case StateMachine machine -> arn;
      case Version version -> arn.substring(0, arn.lastIndexOf(':'));
      case Alias alias -> arn.substring(0, arn.lastIndexOf(':'));
      case MapRun mapRun ->
          arn.substring(0, arn.lastIndexOf(':')).replace(":mapRun:", ":stateMachine:");
    };
  }

  private static String owner(Owner owner) {
    return switch (owner) {
      case StateMachine machine -> "e.stateMachineHash = :hash and e.stateMachineArn = :arn";
      case Version version -> "e.stateMachineVersionArn = :arn";
      case Alias alias -> "e.stateMachineAliasArn = :arn";
      case MapRun mapRun -> "e.mapRunArn = :arn";
    };
  }

  private static String arn(Owner owner) {
    return switch (owner) {
      case StateMachine machine -> machine.arn();
      case Version version -> version.arn();
      case Alias alias -> alias.arn();
      case MapRun mapRun -> mapRun.arn();
    };
  }
}
