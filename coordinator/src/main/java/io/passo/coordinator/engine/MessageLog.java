package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Message;
import java.util.concurrent.CompletableFuture;

/** The input topics as lanes write to each other. */
public interface MessageLog {
  /**
   * Sends a message, without waiting. Messages to one partition that are sent one after another and
   * all acknowledged lie in the log in that order.
   *
   * @return done once it is acknowledged; fails if it may not have arrived, after some seconds at
   *     the latest
   */
  CompletableFuture<Void> send(Message message);
}
