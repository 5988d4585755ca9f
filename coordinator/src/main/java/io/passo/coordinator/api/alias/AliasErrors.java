package io.passo.coordinator.api.alias;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.definition.AliasChange;
import io.passo.coordinator.definition.AliasChange.Done;

/** What callers are told about changes of aliases that did not happen. */
final class AliasErrors {
  private AliasErrors() {}

  /**
   * What was done; fails with the service's error if nothing was.
   *
   * @param absent what the request names that may not be there
   */
  static Done check(String machine, String absent, AliasChange change, Quotas quotas) {
    return switch (change) {
      case Done done -> done;
      case AliasChange.Absent none -> throw ApiErrors.resourceNotFound(absent);
      case AliasChange.Deleting deleting -> throw ApiErrors.stateMachineDeleting(machine);
      case AliasChange.NoVersion none ->
          throw ApiErrors.resourceNotFound(machine + ":" + none.number());
      case AliasChange.TooMany tooMany ->
          throw ApiErrors.quotaExceeded("aliases of a state machine", quotas.aliases());
    };
  }
}
