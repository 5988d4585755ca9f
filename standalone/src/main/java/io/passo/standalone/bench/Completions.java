package io.passo.standalone.bench;

import java.util.concurrent.CompletableFuture;

/** Tells when executions end. */
interface Completions extends AutoCloseable {
  /** How an execution ended. */
  record Ended(String status, long nanoTime) {}

  /** Completed when the execution has ended, also if that was before the call. */
  CompletableFuture<Ended> of(String executionArn);

  @Override
  void close();
}
