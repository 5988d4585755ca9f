package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/** A state of a state machine, one record per type (asl.md §6). */
public sealed interface State
    permits PassState,
        TaskState,
        ChoiceState,
        WaitState,
        SucceedState,
        FailState,
        ParallelState,
        MapState {
  /** What every state has. */
  StateInfo info();

  /** Name, unique in the whole definition. */
  default String name() {
    return info().name();
  }

  /** Where the state stands, for example {@code /States/Ship}. */
  default Pointer pointer() {
    return info().pointer();
  }

  default @Nullable String comment() {
    return info().comment();
  }

  /** Language of this state's expressions. */
  default QueryLanguage queryLanguage() {
    return info().queryLanguage();
  }

  /** The field {@code Type}. */
  default StateType type() {
    return switch (this) {
      case PassState ignored -> StateType.PASS;
      case TaskState ignored -> StateType.TASK;
      case ChoiceState ignored -> StateType.CHOICE;
      case WaitState ignored -> StateType.WAIT;
      case SucceedState ignored -> StateType.SUCCEED;
      case FailState ignored -> StateType.FAIL;
      case ParallelState ignored -> StateType.PARALLEL;
      case MapState ignored -> StateType.MAP;
    };
  }
}
