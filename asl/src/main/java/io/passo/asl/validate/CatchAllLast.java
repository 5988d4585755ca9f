package io.passo.asl.validate;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code States.ALL} stands alone, in the last Retrier or Catcher (asl.md §7). */
final class CatchAllLast extends EachState {
  private static final String ALL = "States.ALL";

  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof Recovering recovering) {
      check(recovering.retry(), Retrier::errorEquals, Retrier::pointer, report);
      check(recovering.catchers(), Catcher::errorEquals, Catcher::pointer, report);
    }
  }

  private static <T> void check(
      List<T> elements,
      Function<T, List<String>> errorEquals,
      Function<T, Pointer> pointer,
      Consumer<Diagnostic> report) {
    for (int i = 0; i < elements.size(); i++) {
      List<String> names = errorEquals.apply(elements.get(i));
      boolean last = i == elements.size() - 1;
      if (names.contains(ALL) && (names.size() > 1 || !last)) {
        report.accept(
            Diagnostic.error(
                DiagnosticCode.SCHEMA_VALIDATION_FAILED,
                "States.ALL must appear alone and at end of list",
                pointer.apply(elements.get(i)).field("ErrorEquals")));
      }
    }
  }
}
