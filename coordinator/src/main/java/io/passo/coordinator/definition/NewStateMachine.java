package io.passo.coordinator.definition;

import io.passo.asl.model.StateMachineType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state machine to create.
 *
 * @param publication version to publish at once, null for none
 */
public record NewStateMachine(
    String arn,
    String account,
    String region,
    String name,
    StateMachineType type,
    Instant creationDate,
    Configuration configuration,
    String definition,
    Map<String, String> tags,
    @Nullable Publication publication) {
  public NewStateMachine {
    tags = Map.copyOf(tags);
  }
}
