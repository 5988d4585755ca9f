package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.definition.Revised;
import io.passo.coordinator.definition.Revised.Done;

/** What callers are told about updates and publications that did not happen. */
public final class RevisedErrors {
  private RevisedErrors() {}

  /** What was done; fails with the service's error if nothing was. */
  public static Done check(String arn, Revised revised, Quotas quotas) {
    return switch (revised) {
      case Done done -> done;
      case Revised.Absent absent -> throw ApiErrors.stateMachineDoesNotExist(arn);
      case Revised.Deleting deleting -> throw ApiErrors.stateMachineDeleting(arn);
      case Revised.OtherRevision other ->
          throw ApiErrors.conflict(
              "Failed to publish the State Machine version: the current State Machine revision is "
                  + other.name()
                  + ".");
      case Revised.TooManyVersions tooMany ->
          throw ApiErrors.quotaExceeded("versions of a state machine", quotas.versions());
    };
  }
}
