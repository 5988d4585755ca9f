package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.protocol.ExecutionKey;

/** Marks of closed executions as text: {@code status|stopDate|offset}. */
final class ClosedMarks {
  private ClosedMarks() {}

  static String text(ClosedMark mark) {
    return mark.status() + "|" + mark.stopDate() + "|" + mark.offset();
  }

  static ClosedMark parse(ExecutionKey key, String text) {
    String[] parts = text.split("\\|", -1);
    return new ClosedMark(key, parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }
}
