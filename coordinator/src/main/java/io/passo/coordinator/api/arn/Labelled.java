package io.passo.coordinator.api.arn;

import io.passo.coordinator.api.Names;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <name>} or {@code <name>/<label>}. */
record Labelled(String name, @Nullable String label) {
  static Optional<Labelled> of(String text) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    String label = slash < 0 ? null : text.substring(slash + 1);
    return Names.isLegal(name) && (label == null || Names.isLegal(label))
        ? Optional.of(new Labelled(name, label))
        : Optional.empty();
  }
}
