package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.ExecutionArn;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.coordinator.state.JournalEnds;
import io.passo.coordinator.state.LiveExecutions;
import io.passo.coordinator.state.LiveExecutions.Absent;
import io.passo.coordinator.state.LiveExecutions.Closed;
import io.passo.coordinator.state.LiveExecutions.Found;
import io.passo.coordinator.state.LiveExecutions.Open;
import io.passo.coordinator.state.LiveExecutions.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Executions of the caller, wherever they are known: running ones in Redis, closed ones in
 * PostgreSQL. "Does not exist" is only said when both are whole and neither has it; a hole is
 * answered by 503 (correctness.md §11).
 */
@Singleton
public final class OwnExecutions {
  private static final long SINK_PATIENCE_MILLIS = 2000;
  private static final Duration FOLD_PATIENCE = Duration.ofSeconds(2);
  private static final Duration FOLD_STEP = Duration.ofMillis(50);

  private final LiveExecutions live;
  private final ExecutionIndex index;
  private final AcceptedStarts accepted;
  private final JournalEnds ends;

  public OwnExecutions(
      LiveExecutions live, ExecutionIndex index, AcceptedStarts accepted, JournalEnds ends) {
    this.ends = ends;
    this.live = live;
    this.index = index;
    this.accepted = accepted;
  }

  /**
   * The ARN of an execution of the caller; fails with {@code InvalidArn} or {@code
   * ExecutionDoesNotExist}.
   */
  static ExecutionArn own(String text, Call call) {
    ExecutionArn arn = Arns.execution(text);
    if (!arn.scope().account().equals(call.caller().account())) {
      throw ApiErrors.executionDoesNotExist(text);
    }
    return arn;
  }

  /**
   * The execution of that ARN, checked by {@link #own}; fails with {@code ExecutionDoesNotExist}.
   */
  Uni<ExecutionRecord> require(String arn) {
    return CallerContext.back(live.find(arn))
        .chain(found -> lookUp(arn, found))
        .map(execution -> execution.orElseThrow(() -> ApiErrors.executionDoesNotExist(arn)));
  }

  private Uni<Optional<ExecutionRecord>> lookUp(String arn, Found found) {
    return switch (found) {
      case Open open -> Uni.createFrom().item(Optional.of(open.execution()));
      case Closed closed -> closed(arn, closed);
      case Absent absent -> absent(arn, absent);
      case Unavailable unavailable -> orUnavailable(index.find(arn));
    };
  }

  private Uni<Optional<ExecutionRecord>> absent(String arn, Absent absent) {
    return index
        .find(arn)
        .map(execution -> execution.or(() -> accepted.find(arn)))
        .chain(
            execution ->
                execution.isPresent()
                    ? Uni.createFrom().item(execution)
                    : CallerContext.back(ends.of(absent.partition()))
                        .chain(end -> confirm(arn, absent, end)));
  }

  /** Only what Redis has folded up to the end of the journal can be missing for certain. */
  private Uni<Optional<ExecutionRecord>> confirm(String arn, Absent absent, long end) {
    if (absent.watermark() >= end) {
      return index.find(arn);
    }
    return CallerContext.back(
            live.find(arn)
                .onItem()
                .transformToUni(found -> isBehind(found, end) ? behind() : settled(found))
                .onFailure(StillBehindException.class)
                .retry()
                .withBackOff(FOLD_STEP, FOLD_STEP)
                .expireIn(FOLD_PATIENCE.toMillis())
                .onFailure()
                .recoverWithItem(
                    () -> new Unavailable("The partition of the execution is being taken over")))
        .chain(found -> found instanceof Absent ? index.find(arn) : lookUp(arn, found));
  }

  private static boolean isBehind(Found found, long end) {
    return found instanceof Absent absent && absent.watermark() < end;
  }

  private static Uni<Found> behind() {
    return Uni.createFrom().failure(new StillBehindException());
  }

  private static Uni<Found> settled(Found found) {
    return Uni.createFrom().item(found);
  }

  /** Redis has not come to the end of the journal yet. */
  private static final class StillBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StillBehindException() {
      super("Redis is behind the journal", null, false, false);
    }
  }

  private Uni<Optional<ExecutionRecord>> closed(String arn, Closed closed) {
    return CallerContext.back(
            index.find(arn, closed.partition(), closed.offset(), SINK_PATIENCE_MILLIS))
        .map(
            found -> {
              // What the index has had and has no more was deleted after its retention.
              if (found.execution().isEmpty() && !found.isReached()) {
                throw notNow();
              }
              return found.execution();
            });
  }

  private static Uni<Optional<ExecutionRecord>> orUnavailable(
      Uni<Optional<ExecutionRecord>> lookedUp) {
    return lookedUp.invoke(
        execution -> {
          if (execution.isEmpty()) {
            throw notNow();
          }
        });
  }

  private static ApiException notNow() {
    return ApiErrors.unavailable("The execution cannot be looked up at the moment");
  }
}
