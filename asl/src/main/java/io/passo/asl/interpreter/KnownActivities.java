package io.passo.asl.interpreter;

/**
 * Which activities there are, asked before a Task is queued for one. Must answer from memory, or in
 * a moment: deciding waits for nobody.
 */
@FunctionalInterface
public interface KnownActivities {
  /** Every activity that a definition names. */
  KnownActivities ALL = activityArn -> true;

  /** Whether the activity exists; one that cannot be looked up counts as existing. */
  boolean exists(String activityArn);
}
