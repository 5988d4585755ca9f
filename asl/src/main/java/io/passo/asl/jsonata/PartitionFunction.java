package io.passo.asl.jsonata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $partition(array, size)}: chunks of that size, rounded down; the last may be shorter. */
final class PartitionFunction extends OwnFunction {
  PartitionFunction() {
    super("partition", "<an:a<a>>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object given = arguments.getFirst();
    if (given == null || !(argument(arguments, 1) instanceof Number number)) {
      return null;
    }
    double size = Math.floor(number.doubleValue());
    if (size < 1) {
      throw new JsonataError("Expected the size of partitions to be positive but was " + number);
    }
    List<?> values = given instanceof List<?> list ? list : List.of(given);
    int step = (int) Math.min(size, Math.max(values.size(), 1));
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < values.size(); from += step) {
      chunks.add(new ArrayList<>(values.subList(from, Math.min(from + step, values.size()))));
    }
    Run.current().charge(values.size() / 8);
    return chunks;
  }
}
