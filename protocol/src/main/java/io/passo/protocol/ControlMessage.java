package io.passo.protocol;

import java.util.List;

/**
 * What every instance may want to know at once, in {@code passo.control}. Best effort: nothing
 * depends on its arrival.
 */
public sealed interface ControlMessage {

  /**
   * The attempt is closed without a result: whoever runs it may stop, whoever has not begun must
   * not.
   *
   * @param key execution
   * @param attempt the attempt
   */
  record AttemptCancelled(ExecutionKey key, long attempt) implements ControlMessage {
    /** Identity of the attempt, as in {@link StepCommand#attemptId()}. */
    public String attemptId() {
      return key + ":" + attempt;
    }
  }

  /**
   * A worker says what it hosts, at its start and every 10 s. An announcement older than 30 s means
   * nothing any more.
   *
   * @param pool pool it serves
   * @param worker name of the worker
   * @param functions names of the functions it runs; {@link #ofAccount} for those that belong to an
   *     account
   * @param at wall clock of the worker, milliseconds since the epoch
   */
  record FunctionsAnnounced(String pool, String worker, List<String> functions, long at)
      implements ControlMessage {
    public FunctionsAnnounced {
      functions = List.copyOf(functions);
    }

    /** How a function is announced that only one account can call by this name. */
    public static String ofAccount(String account, String name) {
      return account + "/" + name;
    }
  }

  /**
   * An activity task waits for whoever calls {@code GetActivityTask}; it is claimed by {@link
   * EngineRequest.ClaimActivityTask}.
   *
   * @param activityArn the activity
   * @param key execution
   * @param partition engine partition that owns it
   * @param attempt the attempt
   * @param account account of the execution
   * @param scheduledAt when it was scheduled, milliseconds since the epoch
   */
  record ActivityTaskAvailable(
      String activityArn,
      ExecutionKey key,
      int partition,
      long attempt,
      String account,
      long scheduledAt)
      implements ControlMessage {}
}
