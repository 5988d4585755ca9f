package io.passo.asl.data;

import java.util.function.Function;

/**
 * What a path, template or expression gives: a value, or an error of the language for Retry and
 * Catch to route. Errors are values; an exception is a bug.
 *
 * @param <T> type of the value
 */
public sealed interface Evaluation<T> {
  /** It worked. */
  record Value<T>(T value) implements Evaluation<T> {}

  /** It did not. */
  record Failed<T>(StatesError error) implements Evaluation<T> {
    /** The same failure where another type of value was expected. */
    @SuppressWarnings("unchecked") // No value of type T exists in a failure.
    public <U> Evaluation<U> as() {
      return (Evaluation<U>) this;
    }
  }

  /** A value. */
  static <T> Evaluation<T> value(T value) {
    return new Value<>(value);
  }

  /**
   * A failure.
   *
   * @param name error name, one of {@link ErrorName} or an own one
   * @param cause text for people
   */
  static <T> Evaluation<T> failed(String name, String cause) {
    return new Failed<>(new StatesError(name, cause));
  }

  /** Applies {@code function} to a value; a failure stays as it is. */
  default <U> Evaluation<U> map(Function<? super T, ? extends U> function) {
    return switch (this) {
      case Value<T>(T value) -> value(function.apply(value));
      case Failed<T> failed -> failed.as();
    };
  }

  /** Applies {@code function}, which may fail, to a value; a failure stays as it is. */
  default <U> Evaluation<U> flatMap(Function<? super T, Evaluation<U>> function) {
    return switch (this) {
      case Value<T>(T value) -> function.apply(value);
      case Failed<T> failed -> failed.as();
    };
  }
}
