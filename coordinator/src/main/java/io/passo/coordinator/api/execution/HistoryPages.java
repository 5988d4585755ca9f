package io.passo.coordinator.api.execution;

import io.passo.asl.history.HistoryEvent;
import io.passo.coordinator.api.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages of histories, bounded by bytes as well: a thousand events may have 256 KiB of payload each.
 * They are read a hundred at a time, so that what is read and then left for the next page is
 * bounded, too.
 */
@Singleton
public final class HistoryPages {
  private static final int STEP = 100;
  private static final int MOST_BYTES = 4 << 20;

  private final HistoryEvents history;

  public HistoryPages(HistoryEvents history) {
    this.history = history;
  }

  /**
   * Up to {@code size} events, and the one that the next page begins with if there is one.
   *
   * @param fromId first id wanted; in reverse order the greatest
   * @param payloads whether payloads are shown, and count
   */
  Uni<Found> read(String executionArn, long fromId, int size, boolean reverse, boolean payloads) {
    return read(executionArn, fromId, size, reverse, payloads, new ArrayList<>());
  }

  private Uni<Found> read(
      String executionArn,
      long fromId,
      int size,
      boolean reverse,
      boolean payloads,
      List<HistoryEvent> before) {
    int wanted = Math.min(STEP, size + 1 - before.size());
    return CallerContext.back(history.read(executionArn, fromId, wanted, reverse, payloads))
        .chain(
            events -> {
              before.addAll(events);
              int fitting = payloads ? fitting(before, size) : Math.min(before.size(), size);
              if (events.size() < wanted || fitting < before.size() || before.size() > size) {
                return Uni.createFrom().item(new Found(List.copyOf(before), fitting));
              }
              long next = events.getLast().id() + (reverse ? -1 : 1);
              return read(executionArn, next, size, reverse, payloads, before);
            });
  }

  /** How many of the events are on the page: at least one. */
  private static int fitting(List<HistoryEvent> events, int size) {
    long bytes = 0;
    int count = 0;
    for (HistoryEvent event : events) {
      bytes += EventSize.of(event);
      if (count == size || (count > 0 && bytes > MOST_BYTES)) {
        return count;
      }
      count++;
    }
    return count;
  }

  /**
   * What was read.
   *
   * @param events the page and possibly more
   * @param fitting how many of them are the page
   */
  record Found(List<HistoryEvent> events, int fitting) {}
}
