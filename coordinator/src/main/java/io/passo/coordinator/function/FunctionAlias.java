package io.passo.coordinator.function;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name for a version of a function.
 *
 * @param alias the name
 * @param version number of a version, or {@code $LATEST}
 * @param other a second version that gets a part of the calls; null for none
 * @param weight that part, 0 to 1
 * @param revision changes with every change
 */
public record FunctionAlias(
    String account,
    String name,
    String alias,
    String version,
    String description,
    @Nullable String other,
    double weight,
    UUID revision) {
  /** Whether some of its calls go to that version. */
  public boolean leadsTo(String number) {
    return version.equals(number) || number.equals(other);
  }
}
