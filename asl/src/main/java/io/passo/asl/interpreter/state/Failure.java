package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Why a state failed.
 *
 * @param error error name; a Fail state or a worker may give none
 * @param cause text for people
 * @param kind what Retry and Catch may do about it
 */
record Failure(@Nullable String error, @Nullable String cause, Kind kind) {
  private static final int MAX_ERROR = 256;
  private static final int MAX_CAUSE = 32_768;

  Failure {
    error = cut(error, MAX_ERROR);
    cause = cut(cause, MAX_CAUSE);
  }

  /** What a Task, branch or Fail state reports. */
  static Failure of(@Nullable String error, @Nullable String cause) {
    return new Failure(error, cause, Kind.WORK);
  }

  /** The same of what an access rule, a reader or a writer reports. */
  static Failure of(StatesError error) {
    return of(error.name(), error.cause());
  }

  /** An error of the language in the state that {@code flow} is in (history.md §5). */
  static Failure in(Flow flow, StatesError error, Kind kind) {
    return new Failure(error.name(), where(flow) + error.cause(), kind);
  }

  /** What the cause of an error of the language begins with. */
  static String where(Flow flow) {
    return "An error occurred while executing the state '%s' (entered at the event id #%d). "
        .formatted(flow.state(), flow.visit());
  }

  /** A payload beyond the limit; {@code what} is the state, function or service it comes from. */
  static Failure tooLarge(String what, Kind kind) {
    return new Failure(
        ErrorName.DATA_LIMIT_EXCEEDED,
        "The state/task '"
            + what
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.",
        kind);
  }

  /** Variables beyond their limits. */
  static Failure tooManyVariables(String state) {
    return new Failure(
        ErrorName.DATA_LIMIT_EXCEEDED,
        "The state '"
            + state
            + "' assigned variables with a size exceeding the maximum number of bytes service"
            + " limit.",
        Kind.OUTPUT);
  }

  /** The failure of a branch or iteration as one of the state around it. */
  Failure as(Kind other) {
    return new Failure(error, cause, other);
  }

  /** The failure as it leaves the state. */
  Failure uncaught() {
    // A path of a template that selects nothing goes by this name only where a Catcher names it.
    return ErrorName.PARAMETER_PATH_FAILURE.equals(error)
        ? new Failure(ErrorName.RUNTIME, cause, kind)
        : this;
  }

  private static @Nullable String cut(@Nullable String text, int length) {
    if (text == null || text.length() <= length) {
      return text;
    }
    boolean inside = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, inside ? length - 1 : length);
  }

  /** What Retry and Catch may do about a failure. */
  enum Kind {
    /** Both apply. */
    WORK,
    /** Both apply; also by the name {@code States.HeartbeatTimeout}. */
    HEARTBEAT,
    /** Both apply; also by the name {@code States.BranchFailed}. */
    BRANCH,
    /** The input could not be processed: never retried. */
    INPUT,
    /** The output of the state is too large: fails the flow. */
    OUTPUT
  }
}
