package io.passo.task.process;

import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.SandboxErrors;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A function in processes of its own. As many run as calls overlap; one that is free takes the next
 * call, the last used first, so that those which are too many idle and end.
 */
public final class ProcessFunction implements HostedFunction {
  private final ProcessHost host;
  private final ProcessSettings settings;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean retired;

  private record Idle(FunctionProcess process, long sinceNanos) {}

  ProcessFunction(ProcessHost host, ProcessSettings settings) {
    this.host = host;
    this.settings = settings;
  }

  @Override
  public FunctionResponse invoke(Invocation invocation) throws InterruptedException {
    while (true) {
      FunctionProcess process;
      try {
        FunctionProcess warm = takeIdle();
        process = warm == null ? host.start(settings) : warm;
      } catch (IOException e) {
        return SandboxErrors.invalidEntrypoint(
            invocation.requestId(), String.valueOf(e.getMessage()));
      }
      try {
        Optional<FunctionResponse> response = process.invoke(invocation);
        if (response.isPresent()) {
          return response.get();
        }
      } finally {
        giveBack(process);
      }
    }
  }

  private @Nullable FunctionProcess takeIdle() {
    for (Idle free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
      if (free.process().isAlive()) {
        return free.process();
      }
    }
    return null;
  }

  private void giveBack(FunctionProcess process) {
    if (process.isAlive()) {
      idle.addFirst(new Idle(process, System.nanoTime()));
    }
    if (retired) {
      endIdle();
    }
  }

  /** Ends processes that have not been called for long. */
  void tidy() {
    long oldest = System.nanoTime() - settings.idle().toNanos();
    for (Idle last = idle.peekLast();
        last != null && last.sinceNanos() < oldest;
        last = idle.peekLast()) {
      // Somebody may have taken it meanwhile.
      if (idle.remove(last)) {
        last.process().kill();
      }
    }
  }

  @Override
  public void retire() {
    retired = true;
    host.forget(this);
    endIdle();
  }

  private void endIdle() {
    for (Idle free = idle.pollFirst(); free != null; free = idle.pollFirst()) {
      free.process().kill();
    }
  }
}
