package io.passo.coordinator.boot;

import io.passo.coordinator.engine.Background;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A virtual thread for each piece of work. */
final class BackgroundThreads implements Background, AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public <T> CompletableFuture<T> run(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  /** Interrupts what still runs: nobody waits for it any more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
