package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Utils;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code $range(first, last, step)}: numbers from first to last, last included when hit; arguments
 * are rounded down. One number is no array.
 */
final class RangeFunction extends OwnFunction {
  private static final int MAX_ELEMENTS = 1000;

  RangeFunction() {
    super("range", "<nnn:a<n>>", 3);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof Number first)
        || !(argument(arguments, 1) instanceof Number last)
        || !(argument(arguments, 2) instanceof Number step)) {
      return null;
    }
    double from = Math.floor(first.doubleValue());
    double by = Math.floor(step.doubleValue());
    if (by == 0) {
      throw new JsonataError("Expected the step of a range not to be 0");
    }
    double count = Math.floor((Math.floor(last.doubleValue()) - from) / by) + 1;
    if (count > MAX_ELEMENTS) {
      throw new JsonataError(
          "Expected at most " + MAX_ELEMENTS + " elements of a range but found more");
    }
    List<Object> range = Utils.createSequence();
    for (int i = 0; i < count; i++) {
      range.add(Values.normal(from + i * by));
    }
    return range;
  }
}
