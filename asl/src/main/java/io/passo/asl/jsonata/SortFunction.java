package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code $sort(array[, function])}. The function says whether two values are in the wrong order, so
 * values are merged by it rather than sorted by a comparator, which would have to know more.
 */
final class SortFunction extends OwnFunction {
  SortFunction() {
    super("sort", "<af?:a>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object given = arguments.getFirst();
    if (given == null) {
      return null;
    }
    List<?> values = given instanceof List<?> list ? list : List.of(given);
    if (values.size() <= 1) {
      return values;
    }
    Run.current().charge(values.size());
    Object function = argument(arguments, 1);
    return function == null ? natural(values) : merged(values, function);
  }

  private static List<?> natural(List<?> values) {
    boolean numbers = values.stream().allMatch(Number.class::isInstance);
    if (!numbers && !values.stream().allMatch(String.class::isInstance)) {
      throw new JsonataError(
          "D3070",
          "The single argument form of the sort function can only be applied to an array of strings"
              + " or an array of numbers.  Use the second argument to specify a comparison function");
    }
    List<Object> sorted = new ArrayList<>(values);
    Collections.sort(
        sorted,
        numbers
            ? Comparator.comparingDouble(value -> ((Number) value).doubleValue())
            : Comparator.comparing(value -> (String) value));
    return sorted;
  }

  private static List<?> merged(List<?> values, Object function) {
    if (values.size() <= 1) {
      return values;
    }
    int middle = values.size() / 2;
    List<?> left = merged(values.subList(0, middle), function);
    List<?> right = merged(values.subList(middle, values.size()), function);
    List<Object> all = new ArrayList<>(values.size());
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      Object swap = Calls.call(function, List.of(left.get(l), right.get(r)));
      all.add(Boolean.TRUE.equals(Functions.toBoolean(swap)) ? right.get(r++) : left.get(l++));
    }
    all.addAll(left.subList(l, left.size()));
    all.addAll(right.subList(r, right.size()));
    return all;
  }
}
