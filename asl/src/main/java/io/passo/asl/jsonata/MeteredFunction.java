package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function of the library, paid for by the weight of its arguments. */
final class MeteredFunction extends CheckedFunction {
  /** Take the same time whatever the size of their arguments, or call a function per element. */
  private static final Set<String> CHEAP =
      Set.of(
          "exists", "type", "count", "lookup", "boolean", "not", "map", "filter", "single",
          "reduce", "sift", "each", "error", "assert");

  private final boolean cheap;

  /**
   * @param name without {@code $}
   * @param signature in the library's notation
   * @param method method of {@link Functions}
   */
  MeteredFunction(String name, String signature, String method) {
    super(name, signature, Functions.class, method);
    this.cheap = CHEAP.contains(name);
  }

  @Override
  @SuppressWarnings("rawtypes") // So does the library.
  public @Nullable Object call(@Nullable Object input, List args) {
    if (!cheap) {
      Run run = Run.current();
      long weight = 0;
      for (Object argument : args) {
        weight += run.weigh(argument);
      }
      run.charge(weight / 8);
    }
    return super.call(input, args);
  }
}
