package io.passo.coordinator.api.activity;

/** Lets tests of other packages move polls on. */
public final class PollTicks {
  private PollTicks() {}

  /** A second has passed. */
  public static void tick(ActivityPolls polls) {
    polls.tick();
  }

  /** A task was announced. */
  public static void available(ActivityPolls polls, String activityArn) {
    polls.available(activityArn);
  }
}
