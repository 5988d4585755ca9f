package io.passo.worker;

import io.passo.protocol.Reply;
import java.util.function.Consumer;

/** Where answers of the engine go as they come: to the loop that runs now. */
final class Answers {
  private volatile Consumer<Reply> watcher = reply -> {};

  /** Told of every answer from now on. */
  void watch(Consumer<Reply> answered) {
    watcher = answered;
  }

  void add(Reply reply) {
    watcher.accept(reply);
  }
}
