package io.passo.asl.interpreter;

/**
 * Makes the task token of an attempt: a function of its arguments and a key, so that deciding stays
 * deterministic.
 */
@FunctionalInterface
public interface TaskTokens {
  /**
   * @param executionArn ARN of the execution
   * @param attempt id of the scheduling history event
   * @return the opaque token (at most 200 characters, correctness.md §11)
   */
  String mint(String executionArn, long attempt);
}
