package io.passo.coordinator.definition;

/** What came of creating or changing an alias. Only {@link Done} can have changed something. */
public sealed interface AliasChange {
  /**
   * The alias as it is now.
   *
   * @param fresh false if a creation found one of that name
   */
  record Done(Alias alias, boolean fresh) implements AliasChange {}

  /** There is no such state machine or alias. */
  record Absent() implements AliasChange {}

  /** The state machine is being deleted. */
  record Deleting() implements AliasChange {}

  /** It would route to a version that does not exist. */
  record NoVersion(int number) implements AliasChange {}

  /** The state machine has as many aliases as it may have. */
  record TooMany() implements AliasChange {}
}
