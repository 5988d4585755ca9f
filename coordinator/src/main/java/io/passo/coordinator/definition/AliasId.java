package io.passo.coordinator.definition;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Key of {@link AliasEntity}; a class because Hibernate sets its fields. */
@SuppressWarnings("NullAway.Init")
class AliasId implements Serializable {
  private static final long serialVersionUID = 1L;

  String stateMachineId;
  String name;

  AliasId() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AliasId id
        && name.equals(id.name)
        && stateMachineId.equals(id.stateMachineId);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stateMachineId, name);
  }
}
