package io.passo.coordinator.definition;

import org.jspecify.annotations.Nullable;

/** What came of an update or a publication. Only {@link Done} can have changed something. */
public sealed interface Revised {
  /**
   * The state machine as it is now.
   *
   * @param version of its current revision, null unless one was asked for
   */
  record Done(RegisteredStateMachine machine, @Nullable Version version) implements Revised {}

  /** There is no such state machine. */
  record Absent() implements Revised {}

  /** It is being deleted. */
  record Deleting() implements Revised {}

  /**
   * Another revision than the one named is current.
   *
   * @param current what the API calls it, null for the initial revision
   */
  record OtherRevision(@Nullable String current) implements Revised {
    /** What a request would have to say. */
    public String name() {
      return current == null ? Versions.INITIAL : current;
    }
  }

  /** It has as many versions as it may have. */
  record TooManyVersions() implements Revised {}
}
