package io.passo.task.function;

import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.LambdaErrors;
import io.passo.task.runtime.UnusableFunctionException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A function whose code is fetched when it is called first. */
final class FetchedFunction implements HostedFunction {
  private static final int UNAVAILABLE = 503;

  private final Source source;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable HostedFunction function;
  private volatile boolean retired;

  /** Where the code comes from. */
  @FunctionalInterface
  interface Source {
    HostedFunction fetch() throws IOException, UnusableFunctionException, InterruptedException;
  }

  FetchedFunction(Source source) {
    this.source = source;
  }

  @Override
  public FunctionResponse invoke(Invocation invocation) throws InterruptedException {
    try {
      return fetched().invoke(invocation);
    } catch (IOException | UnusableFunctionException e) {
      // The next call tries again.
      return LambdaErrors.error(
          "ServiceException",
          UNAVAILABLE,
          "The code of the function cannot be used: " + e.getMessage(),
          invocation.requestId());
    }
  }

  private HostedFunction fetched()
      throws IOException, UnusableFunctionException, InterruptedException {
    HostedFunction known = function;
    if (known != null) {
      return known;
    }
    fetching.lockInterruptibly();
    try {
      HostedFunction other = function;
      HostedFunction found = other == null ? source.fetch() : other;
      function = found;
      if (retired) {
        found.retire();
      }
      return found;
    } finally {
      fetching.unlock();
    }
  }

  @Override
  public void retire() {
    retired = true;
    HostedFunction known = function;
    if (known != null) {
      known.retire();
    }
  }
}
