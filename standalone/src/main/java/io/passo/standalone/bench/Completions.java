package io.passo.standalone.bench;

import java.util.concurrent.CompletableFuture;

/** Tells when executions end. */
interface Completions extends AutoCloseable {
  /**
   * How an execution ended.
   *
   * @param partition engine partition that ran it, −1 if it is not known
   */
  record Ended(String status, long nanoTime, int partition) {
    /** In an unknown partition. */
    Ended(String status, long nanoTime) {
      this(status, nanoTime, -1);
    }
  }

  /** Completed when the execution has ended, also if that was before the call. */
  CompletableFuture<Ended> of(String executionArn);

  @Override
  void close();
}
