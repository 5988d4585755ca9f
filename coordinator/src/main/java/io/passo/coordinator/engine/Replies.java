package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.AddressedReply;
import java.util.List;

/** {@code passo.replies}: answers for callers that wait. */
public interface Replies {
  /** Sends answers without waiting; each is sent once. Any thread. */
  void send(List<AddressedReply> replies);
}
