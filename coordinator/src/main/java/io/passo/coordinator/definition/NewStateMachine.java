package io.passo.coordinator.definition;

import io.passo.asl.model.StateMachineType;
import java.time.Instant;
import java.util.Map;

/** A state machine to create. */
public record NewStateMachine(
    String arn,
    String account,
    String region,
    String name,
    StateMachineType type,
    Instant creationDate,
    Configuration configuration,
    String definition,
    Map<String, String> tags) {
  public NewStateMachine {
    tags = Map.copyOf(tags);
  }
}
