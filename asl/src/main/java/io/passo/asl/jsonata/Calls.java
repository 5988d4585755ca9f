package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions that are values. */
final class Calls {
  private Calls() {}

  /**
   * Calls a function that the library handed to one of ours.
   *
   * @return null = undefined
   */
  static @Nullable Object call(Object function, List<?> arguments) {
    try {
      return Functions.funcApply(function, arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // As the library declares it.
      throw new IllegalStateException(e);
    }
  }
}
