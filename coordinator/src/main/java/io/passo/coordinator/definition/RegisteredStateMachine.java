package io.passo.coordinator.definition;

import io.passo.asl.model.StateMachineType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state machine with its current revision.
 *
 * @param id tells it from an earlier one of the same name
 * @param creation the version that was asked for at its creation, null for none
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
    Revision revision,
    @Nullable Publication creation) {}
