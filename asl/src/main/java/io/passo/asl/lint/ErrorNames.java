package io.passo.asl.lint;

import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Names that begin with {@code States.} are AWS's; a mistyped one never matches. */
final class ErrorNames extends EachState {
  private static final Set<String> KNOWN =
      Set.of(
          "States.ALL",
          "States.TaskFailed",
          "States.Timeout",
          "States.HeartbeatTimeout",
          "States.Permissions",
          "States.DataLimitExceeded",
          "States.Runtime",
          "States.ResultPathMatchFailure",
          "States.ParameterPathFailure",
          "States.IntrinsicFailure",
          "States.QueryEvaluationError",
          "States.BranchFailed",
          "States.NoChoiceMatched",
          "States.ExceedToleratedFailureThreshold",
          "States.ItemReaderFailed",
          "States.ResultWriterFailed",
          "States.Http.Socket");

  @Override
  void check(State state, Consumer<Finding> report) {
    if (state instanceof Recovering recovering) {
      Stream.concat(
              recovering.retry().stream().map(retrier -> retrier.errorEquals()),
              recovering.catchers().stream().map(catcher -> catcher.errorEquals()))
          .flatMap(List::stream)
          .filter(ErrorNames::isUnknown)
          .distinct()
          .forEach(
              name ->
                  report.accept(
                      Finding.warning(
                          "UNKNOWN_ERROR_NAME",
                          state,
                          "No error has the name '" + name + "', so this never matches")));
    }
  }

  private static boolean isUnknown(String name) {
    return name.startsWith("States.")
        && !name.startsWith("States.Http.StatusCode.")
        && !KNOWN.contains(name);
  }
}
