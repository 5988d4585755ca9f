package io.passo.it.chaos;

import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.it.chaos.EffectLog.Effect;
import io.passo.it.chaos.Orders.Order;
import io.passo.it.support.Clients;
import io.passo.protocol.ExecutionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/**
 * What must be true of each execution once it has ended: I1 to I8 as journal, API and effects say.
 */
final class ExecutionCheck {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Journals journals;
  private final EffectLog effects;
  private final Clients clients;
  private final Excuses excuses;
  private final Verdict verdict;

  ExecutionCheck(
      Journals journals, EffectLog effects, Clients clients, Excuses excuses, Verdict verdict) {
    this.journals = journals;
    this.effects = effects;
    this.clients = clients;
    this.excuses = excuses;
    this.verdict = verdict;
  }

  /**
   * Checks all orders against the journal and the effects, and some of them against the API.
   *
   * @param asked at most so many are asked for at the API
   */
  void check(Orders orders, int asked) {
    verdict.addAll(orders.problems());
    for (Order order : orders.asked().values()) {
      journals.find(order.executionArn()).ifPresent(execution -> check(order, execution));
    }
    for (Order order : orders.answered()) {
      checkEnded(order);
    }
    List<Order> some = new ArrayList<>(orders.answered());
    Collections.shuffle(some, new Random(some.size()));
    some.stream().limit(asked).forEach(this::checkApi);
  }

  private void checkEnded(Order order) {
    if (!journals.isClosed(order.executionArn())) {
      String last =
          journals
              .find(order.executionArn())
              .map(execution -> "its last event: " + execution.events().getLast())
              .orElse("not in the journal");
      verdict.require(false, "I1: not ended: %s, %s".formatted(order.executionArn(), last));
    }
  }

  /**
   * Nothing ran that no command was committed for, nothing started that nobody asked for; and what
   * Map Runs started, too, keeps its promises.
   */
  void checkOrigin(Set<String> askedArns) {
    Set<String> committed = new HashSet<>();
    for (int p = 0; p < journals.partitions(); p++) {
      Map<ExecutionKey, Ledger.Execution> executions =
          journals.look(p, ledger -> Map.copyOf(ledger.executions()));
      executions.forEach(
          (key, execution) -> {
            committed.addAll(execution.attempts());
            if (isChild(execution)) {
              verdict.require(execution.closed() != null, "I1: not ended: " + execution.arn());
              checkAttempts(key, execution);
            } else {
              verdict.require(
                  askedArns.contains(execution.arn()), "I2: nobody started " + execution.arn());
            }
          });
    }
    for (String attempt : effects.attempts()) {
      verdict.require(committed.contains(attempt), "I2: " + attempt + " was never committed");
    }
  }

  private static boolean isChild(Ledger.Execution execution) {
    return execution.arn().contains("/");
  }

  private void check(Order order, Ledger.Execution execution) {
    if (execution.closed() == null) {
      return;
    }
    String arn = order.executionArn();
    String status = execution.closed().status();
    verdict.require(
        status.equals("SUCCEEDED"),
        "I7: %s ended %s, %s %s"
            .formatted(arn, status, execution.closed().error(), execution.closed().cause()));
    if (execution.closed().output() != null) {
      String output = execution.closed().output().text();
      verdict.require(
          Machine.parse(output).equals(order.machine().output(order.n())),
          "I7: %s gave %s".formatted(arn, output));
    }
    checkAttempts(ExecutionKey.of(arn), execution);
    checkWaits(execution);
  }

  private void checkAttempts(ExecutionKey key, Ledger.Execution execution) {
    List<Map.Entry<String, EventType>> ends = Ledger.ends(key, execution);
    Set<String> ended = new HashSet<>();
    Set<String> failed = new HashSet<>();
    for (Map.Entry<String, EventType> end : ends) {
      verdict.require(ended.add(end.getKey()), "I4: " + end.getKey() + " ended twice");
      boolean success =
          end.getValue() == EventType.TASK_SUCCEEDED
              || end.getValue() == EventType.LAMBDA_FUNCTION_SUCCEEDED;
      verdict.require(
          !success || !effects.of(end.getKey()).isEmpty(),
          "I4: " + end.getKey() + " succeeded, but nobody ran it");
      if (!success) {
        failed.add(end.getKey());
      }
    }
    for (String attempt : execution.attempts()) {
      List<Effect> own = effects.of(attempt);
      verdict.require(!own.isEmpty() || failed.contains(attempt), "I3: nobody ran " + attempt);
      if (own.size() > 1) {
        if (excuses.cover(own)) {
          verdict.excuse();
        } else {
          verdict.require(false, "I5: %s ran %d times: %s".formatted(attempt, own.size(), own));
        }
      }
    }
  }

  private void checkWaits(Ledger.Execution execution) {
    for (HistoryEvent event : execution.events()) {
      if (event.type() == EventType.WAIT_STATE_EXITED) {
        HistoryEvent entered = execution.events().get((int) event.previousEventId() - 1);
        Duration waited = Duration.between(entered.timestamp(), event.timestamp());
        // Sleepers wait until a moment: theirs is checked by their machine's output alone.
        boolean early = execution.arn().contains("chaos-order") && waited.compareTo(PAUSE) < 0;
        verdict.require(!early, "I8: a wait of 1 s took %s".formatted(waited));
      }
    }
  }

  private void checkApi(Order order) {
    String arn = order.executionArn();
    try {
      DescribeExecutionResponse described =
          clients.call(api -> api.describeExecution(of -> of.executionArn(arn)));
      verdict.require(
          described.statusAsString().equals("SUCCEEDED"),
          "I1: the API says %s of %s".formatted(described.statusAsString(), arn));
      if (described.output() != null) {
        verdict.require(
            Machine.parse(described.output()).equals(order.machine().output(order.n())),
            "I1: the API gives another output of " + arn);
      }
      List<Long> ids =
          clients.history(arn).stream()
              .map(software.amazon.awssdk.services.sfn.model.HistoryEvent::id)
              .toList();
      long last = journals.find(arn).map(execution -> execution.events().size()).orElse(0);
      verdict.require(
          ids.equals(LongStream.rangeClosed(1, last).boxed().toList()),
          "I6: the API's history of %s is not 1..%d: %s".formatted(arn, last, ids));
    } catch (SfnException e) {
      verdict.require(false, "I1: the API does not know " + arn + ": " + e.getMessage());
    }
  }
}
