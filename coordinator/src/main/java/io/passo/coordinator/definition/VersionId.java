package io.passo.coordinator.definition;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Key of {@link VersionEntity}; a class because Hibernate sets its fields. */
@SuppressWarnings("NullAway.Init")
class VersionId implements Serializable {
  private static final long serialVersionUID = 1L;

  String stateMachineId;
  int number;

  VersionId() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionId id
        && number == id.number
        && stateMachineId.equals(id.stateMachineId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stateMachineId, number);
  }
}
