package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code $distinct(array)}: its different values in the order of their first occurrence. */
final class DistinctFunction extends OwnFunction {
  DistinctFunction() {
    super("distinct", "<x:x>", 1);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof List<?> values) || values.size() <= 1) {
      return arguments.getFirst();
    }
    Run run = Run.current();
    run.charge(run.weigh(values) / 4);
    Set<Object> seen = new LinkedHashSet<>(values);
    if (!Utils.isSequence(values)) {
      return new ArrayList<>(seen);
    }
    List<Object> sequence = Utils.createSequence();
    sequence.addAll(seen);
    return sequence;
  }
}
