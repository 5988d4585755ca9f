package io.passo.asl.path;

import java.util.List;

/**
 * What compiling text of a definition gives.
 *
 * @param <T> what was compiled
 */
public sealed interface Compiled<T> {
  /** It is valid. */
  record Valid<T>(T value) implements Compiled<T> {}

  /** It is not, for at least one reason. */
  record Invalid<T>(List<CompileError> errors) implements Compiled<T> {
    public Invalid {
      errors = List.copyOf(errors);
      if (errors.isEmpty()) {
        throw new IllegalArgumentException("Expected a reason but found none");
      }
    }
  }

  /** Something valid. */
  static <T> Compiled<T> valid(T value) {
    return new Valid<>(value);
  }

  /** Something invalid for one reason, at the place of the compiled text itself. */
  static <T> Compiled<T> invalid(String message, String detail) {
    return new Invalid<>(List.of(new CompileError("", message, detail)));
  }

  /**
   * The value of text known to be valid.
   *
   * @throws IllegalArgumentException if it is not
   */
  default T orThrow() {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Invalid<T>(List<CompileError> errors) ->
          throw new IllegalArgumentException("Expected valid text but found " + errors);
    };
  }
}
