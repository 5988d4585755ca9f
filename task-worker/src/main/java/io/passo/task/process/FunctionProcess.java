package io.passo.task.process;

import io.passo.task.process.Desk.Call;
import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.Invocation;
import io.passo.task.runtime.LogTail;
import io.passo.task.runtime.SandboxErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of a function, which serves one call after the other. */
final class FunctionProcess {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final long LOOK_MILLIS = 50;
  private static final int MOST_LOOKS = 10;

  private final ProcessSettings settings;
  private final Process process;
  private final Desk desk;
  private final RuntimeApi api;
  private final FunctionOutput output;
  private volatile boolean outOfMemory;

  FunctionProcess(
      ProcessSettings settings, Process process, Desk desk, RuntimeApi api, FunctionOutput output) {
    this.settings = settings;
    this.process = process;
    this.desk = desk;
    this.api = api;
    this.output = output;
  }

  /** Lets calls fail when the process ends, and {@code then} know. */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing in it fails
  void watch(Runnable then) {
    process
        .onExit()
        .thenAccept(
            ended -> {
              api.stop();
              boolean initialised = desk.wasAsked();
              desk.end(call -> ended(call, ended.exitValue(), initialised));
              then.run();
            });
  }

  private FunctionResponse ended(Call call, int status, boolean initialised) {
    if (outOfMemory) {
      return SandboxErrors.outOfMemory(call.id());
    }
    String entry = "fork/exec " + settings.command().getFirst() + ": ";
    if (!initialised && status == NOT_FOUND) {
      return SandboxErrors.invalidEntrypoint(call.id(), entry + "no such file or directory");
    }
    if (!initialised && status == NOT_EXECUTABLE) {
      return SandboxErrors.invalidEntrypoint(call.id(), entry + "permission denied");
    }
    return SandboxErrors.exited(call.id(), status);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it if it takes more memory than it may. */
  void checkMemory() {
    if (ResidentMemory.bytes(process.pid()) > settings.memoryMegabytes() * (1L << 20)) {
      outOfMemory = true;
      kill();
    }
  }

  /** Ends it at once, with all that it has started. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * Calls the function; whatever does not answer in time is killed.
   *
   * @return empty if the process, which had served others, ended before it took this call
   */
  Optional<FunctionResponse> invoke(Invocation invocation) throws InterruptedException {
    output.begin(invocation);
    boolean warm = desk.wasAsked();
    Call call = desk.offer(invocation);
    try {
      Duration start = shorter(settings.startLimit(), invocation);
      CompletableFuture.anyOf(call.taken(), call.response())
          .get(start.toMillis(), TimeUnit.MILLISECONDS);
      if (!call.taken().isDone() && warm) {
        return Optional.empty();
      }
      FunctionResponse response = answer(call, shorter(settings.timeout(), invocation));
      awaitLogs(invocation);
      return Optional.of(response);
    } catch (TimeoutException e) {
      kill();
      return Optional.of(
          SandboxErrors.timedOut(
              call.id(), call.taken().isDone() ? settings.timeout() : settings.startLimit()));
    } catch (InterruptedException e) {
      kill();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Calls end with a response", e);
    }
  }

  // The answer and what was written before it come on different ways.
  private static void awaitLogs(Invocation invocation) throws InterruptedException {
    LogTail logs = invocation.logs();
    if (logs == null) {
      return;
    }
    long before = -1;
    for (int looks = 0; looks < MOST_LOOKS && before != logs.written(); looks++) {
      before = logs.written();
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static FunctionResponse answer(Call call, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return call.response().get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  // Nobody waits longer than the Task does.
  private static Duration shorter(Duration limit, Invocation invocation) {
    Duration left = Duration.between(Instant.now(), invocation.deadline());
    Duration shortest = left.compareTo(limit) < 0 ? left : limit;
    return shortest.isPositive() ? shortest : Duration.ofMillis(1);
  }
}
