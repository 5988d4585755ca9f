package io.passo.coordinator.definition;

/** Status of a state machine, as the API names it. */
public enum StateMachineStatus {
  ACTIVE,
  /** Deleted by a caller; it disappears once none of its executions runs. */
  DELETING
}
