package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A load on coordinators that stay. */
final class SteadyLoad extends Load {
  private static final ObjectReader JSON = new ObjectMapper().reader();
  private static final long AFTER_REFUSAL_NANOS = Duration.ofMillis(50).toNanos();
  private static final String THROTTLED = "ThrottlingException";
  private static final Duration END_LIMIT = Duration.ofMinutes(1);
  private static final long LOOKS_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long END_PAUSE_MILLIS = 10;

  private final List<Connections> endpoints;
  private final List<Request> requests;
  private final Completions completions;
  private final Tally tally;
  private final HttpLoop loop = new HttpLoop("load");
  private final AtomicInteger inFlight = new AtomicInteger();
  // In the order of their starts. Only on the thread of the loop, like all of an execution.
  private final Deque<Execution> started = new ArrayDeque<>();
  private long starts;

  /** A load that goes to these endpoints in turn. */
  SteadyLoad(
      List<Connections> endpoints,
      String stateMachineArn,
      Workload workload,
      Completions completions,
      Tally tally) {
    this.endpoints = endpoints;
    this.completions = completions;
    this.tally = tally;
    String body = body(stateMachineArn, workload);
    String action = workload.isSynchronous() ? "StartSyncExecution" : "StartExecution";
    this.requests =
        endpoints.stream().map(connections -> connections.request(action, body)).toList();
    loop.execute(this::lookForLate);
  }

  private static String body(String stateMachineArn, Workload workload) {
    try {
      return new ObjectMapper()
          .writeValueAsString(
              Map.of("stateMachineArn", stateMachineArn, "input", workload.input()));
    } catch (IOException e) {
      throw new SystemException("Expected texts to be written as JSON but " + e, e);
    }
  }

  @Override
  void closedLoop(int concurrency) {
    for (int user = 0; user < concurrency; user++) {
      loop.execute(() -> start(System.nanoTime(), true));
    }
  }

  @Override
  void startOne(long dueNanos) {
    loop.execute(() -> start(dueNanos, false));
  }

  private void start(long due, boolean again) {
    if (isRunning()) {
      inFlight.incrementAndGet();
      int turn = (int) (starts++ % endpoints.size());
      loop.send(endpoints.get(turn).endpoint(), requests.get(turn), new Execution(due, again));
    }
  }

  // One look each second is cheaper than a time-out for each execution.
  private void lookForLate() {
    long longAgo = System.nanoTime() - END_LIMIT.toNanos();
    while (!started.isEmpty()
        && (started.element().hasEnded || started.element().answered - longAgo < 0)) {
      Execution first = started.remove();
      if (!first.hasEnded) {
        tally.problem("execution not ended within " + END_LIMIT.toSeconds() + " s");
        first.finish(0);
      }
    }
    loop.after(LOOKS_NANOS, this::lookForLate);
  }

  @Override
  int inFlight() {
    return inFlight.get();
  }

  @Override
  void awaitEnd() throws InterruptedException {
    long limit = System.nanoTime() + END_LIMIT.plusSeconds(5).toNanos();
    while (inFlight.get() > 0 && System.nanoTime() - limit < 0) {
      Thread.sleep(END_PAUSE_MILLIS);
    }
  }

  @Override
  public void close() {
    super.close();
    loop.close();
  }

  /** One execution, from its start to its end. */
  private final class Execution implements HttpLoop.Listener {
    private final long due;
    private final boolean again;
    private long answered;
    private boolean hasEnded;

    Execution(long due, boolean again) {
      this.due = due;
      this.again = again;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // told hears of failures, too
    public void answered(int status, byte[] bytes, int bodyAt, int bodyLength) {
      try {
        JsonNode answer = JSON.readTree(bytes, bodyAt, bodyLength);
        if (status != 200) {
          refused(answer.path("__type").asText("HTTP " + status));
        } else if (answer.has("status")) {
          ended(new Completions.Ended(answer.path("status").asText(), System.nanoTime()));
        } else {
          answered = System.nanoTime();
          started.add(this);
          completions.of(answer.path("executionArn").asText()).whenComplete(this::told);
        }
      } catch (IOException e) {
        failed(e);
      }
    }

    private void told(Completions.@Nullable Ended end, @Nullable Throwable failure) {
      loop.execute(
          () -> {
            if (end != null) {
              ended(end);
            } else if (!hasEnded) {
              tally.problem("describe: " + failure);
              finish(AFTER_REFUSAL_NANOS);
            }
          });
    }

    private void ended(Completions.Ended end) {
      if (!hasEnded) {
        tally.ended(end.status(), end.nanoTime() - due);
        finish(0);
      }
    }

    private void refused(String type) {
      String error = type.substring(type.indexOf('#') + 1);
      if (again && error.equals(THROTTLED)) {
        tryAgain();
      } else {
        tally.problem("start refused: " + error);
        finish(AFTER_REFUSAL_NANOS);
      }
    }

    // A user does, and what was waited for that is latency. A rate that is throttled is too high.
    private void tryAgain() {
      tally.throttled(1);
      inFlight.decrementAndGet();
      loop.after(AFTER_REFUSAL_NANOS, () -> start(due, true));
    }

    @Override
    public void failed(IOException reason) {
      tally.problem("start: " + reason.getMessage());
      finish(AFTER_REFUSAL_NANOS);
    }

    private void finish(long pauseNanos) {
      hasEnded = true;
      inFlight.decrementAndGet();
      if (again && pauseNanos > 0) {
        loop.after(pauseNanos, () -> start(System.nanoTime(), true));
      } else if (again) {
        loop.execute(() -> start(System.nanoTime(), true));
      }
    }
  }
}
