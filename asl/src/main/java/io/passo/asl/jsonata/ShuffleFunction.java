package io.passo.asl.jsonata;

import io.passo.asl.data.Entropy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $shuffle(array)}. */
final class ShuffleFunction extends OwnFunction {
  ShuffleFunction() {
    super("shuffle", "<a:a>", 1);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object given = arguments.getFirst();
    if (!(given instanceof List<?> list)) {
      return given == null ? null : List.of(given);
    }
    Run.current().charge(list.size());
    Entropy entropy = Run.current().entropy();
    List<Object> shuffled = new ArrayList<>(list);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, (int) entropy.between(0, i + 1));
    }
    return shuffled;
  }
}
