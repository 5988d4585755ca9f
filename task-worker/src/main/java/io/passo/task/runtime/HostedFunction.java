package io.passo.task.runtime;

/**
 * A function that this service can call. Safe for threads; a call blocks until the function has
 * answered.
 */
public interface HostedFunction {
  /**
   * Calls the function.
   *
   * @throws InterruptedException if the step was cancelled
   */
  FunctionResponse invoke(Invocation invocation) throws InterruptedException;

  /**
   * Gives up what the function holds between calls. A call that runs ends as usual, and so does one
   * that still comes.
   */
  default void retire() {}
}
