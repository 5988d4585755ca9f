package io.passo.coordinator.api.activity;

import io.passo.protocol.Reply;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A worker that waits for a task: a place in a queue, no thread. */
final class Poll {
  private final @Nullable String workerName;
  private final Instant deadline;
  private final UniEmitter<? super Optional<Reply.ActivityTask>> emitter;
  private volatile boolean gone;

  Poll(
      @Nullable String workerName,
      Instant deadline,
      UniEmitter<? super Optional<Reply.ActivityTask>> emitter) {
    this.workerName = workerName;
    this.deadline = deadline;
    this.emitter = emitter;
  }

  @Nullable String workerName() {
    return workerName;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(deadline);
  }

  /** The worker has hung up. */
  void leave() {
    gone = true;
  }

  boolean isGone() {
    return gone;
  }

  void give(Reply.ActivityTask task) {
    emitter.complete(Optional.of(task));
  }

  void giveNothing() {
    emitter.complete(Optional.empty());
  }
}
