package io.passo.protocol.token;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Partitions;

/**
 * Makes the token of an attempt from nothing but its identity, so that deciding stays
 * deterministic.
 */
public final class TaskTokenMinter {
  private static final int ACCOUNT_FIELD = 4;

  private final TaskTokenCodec codec;
  private final int partitions;

  /**
   * Makes tokens for a cluster.
   *
   * @param partitions engine partitions, P
   */
  public TaskTokenMinter(TaskTokenCodec codec, int partitions) {
    this.codec = codec;
    this.partitions = partitions;
  }

  /**
   * Makes the token of an attempt.
   *
   * @param executionArn ARN of the execution; its account is the tenant
   * @param attempt id of the scheduling history event
   * @return the token, at most 200 characters
   */
  public String mint(String executionArn, long attempt) {
    String[] arn = executionArn.split(":", -1);
    if (arn.length <= ACCOUNT_FIELD || arn[ACCOUNT_FIELD].isEmpty()) {
      throw new IllegalArgumentException(
          "Expected an execution ARN with an account but found '" + executionArn + "'");
    }
    return codec.encode(
        new TaskToken(
            Partitions.of(executionArn, partitions),
            ExecutionKey.of(executionArn),
            attempt,
            arn[ACCOUNT_FIELD],
            ""));
  }
}
