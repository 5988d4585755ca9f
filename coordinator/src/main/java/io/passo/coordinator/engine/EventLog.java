package io.passo.coordinator.engine;

import io.passo.protocol.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code passo.events}: what users are told of executions. */
public interface EventLog {
  /**
   * Sends events, without waiting.
   *
   * @return done once all are acknowledged; fails if one may not have arrived, after some seconds
   *     at the latest
   */
  CompletableFuture<Void> send(List<CloudEvent> events);
}
