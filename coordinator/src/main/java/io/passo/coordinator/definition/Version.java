package io.passo.coordinator.definition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a state machine under a number that never means anything else.
 *
 * @param stateMachineArn unqualified
 * @param number 1, 2, 3 …
 */
public record Version(
    String stateMachineArn,
    int number,
    Revision revision,
    @Nullable String description,
    Instant creationDate) {
  /** ARN of the version itself. */
  public String arn() {
    return stateMachineArn + ":" + number;
  }
}
