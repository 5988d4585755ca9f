package io.passo.coordinator.definition;

import io.passo.asl.model.StateMachineType;
import java.time.Instant;

/**
 * A state machine with its current revision.
 *
 * @param id tells it from an earlier one of the same name
 */
public record RegisteredStateMachine(
    String id,
    String arn,
    String account,
    String region,
    String name,
    StateMachineType type,
    StateMachineStatus status,
    Instant creationDate,
    Revision revision) {}
