package io.passo.task.process;

import io.passo.task.runtime.FunctionResponse;
import io.passo.task.runtime.Invocation;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of a function and the one process that serves them meet: one call at a time.
 *
 * <pre>
 * offer ──► waiting ──(the process asks)──► taken ──(it answers)──► answered
 *              └────────────────(the process ends)────────────────► answered
 * </pre>
 */
final class Desk {
  private @Nullable Call current;
  private @Nullable Consumer<Call> asking;
  private @Nullable Function<Call, FunctionResponse> ended;
  private boolean asked;

  /**
   * A call.
   *
   * @param taken completed once the process has it
   * @param response what came of it
   */
  record Call(
      Invocation invocation,
      CompletableFuture<Void> taken,
      CompletableFuture<FunctionResponse> response) {
    Call(Invocation invocation) {
      this(invocation, new CompletableFuture<>(), new CompletableFuture<>());
    }

    String id() {
      return invocation.requestId();
    }
  }

  /** Puts a call on the desk; there must be none. */
  synchronized Call offer(Invocation invocation) {
    if (current != null) {
      throw new IllegalStateException("Expected one call at a time but found a second one");
    }
    Call call = new Call(invocation);
    current = call;
    if (ended != null) {
      finish(call, ended.apply(call));
    } else {
      handOver();
    }
    return call;
  }

  /**
   * The process asks for work.
   *
   * @param process gets the next call, at once or later
   * @return false if it has not answered the last one yet
   */
  synchronized boolean ask(Consumer<Call> process) {
    if (current != null && current.taken().isDone()) {
      return false;
    }
    asked = true;
    asking = process;
    handOver();
    return true;
  }

  /** Whoever asked listens no more. */
  synchronized void leave(Consumer<Call> process) {
    if (asking == process) {
      asking = null;
    }
  }

  /** True if the process has asked for work at least once: it is initialised. */
  synchronized boolean wasAsked() {
    return asked;
  }

  /** True if the process has a call of that id and has not answered it yet. */
  synchronized boolean holds(String requestId) {
    return current != null && current.taken().isDone() && current.id().equals(requestId);
  }

  /**
   * The process answers.
   *
   * @return false if it has no call of that id
   */
  synchronized boolean answer(String requestId, FunctionResponse response) {
    if (current == null || !holds(requestId)) {
      return false;
    }
    finish(current, response);
    return true;
  }

  /**
   * The process takes no more calls.
   *
   * @param response what becomes of the call on the desk and of later ones
   */
  synchronized void end(Function<Call, FunctionResponse> response) {
    if (ended == null) {
      ended = response;
      asking = null;
      if (current != null) {
        finish(current, response.apply(current));
      }
    }
  }

  private void finish(Call call, FunctionResponse response) {
    current = null;
    call.response().complete(response);
  }

  private void handOver() {
    Call call = current;
    Consumer<Call> process = asking;
    if (call != null && process != null) {
      asking = null;
      call.taken().complete(null);
      process.accept(call);
    }
  }
}
