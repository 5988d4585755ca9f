package io.passo.coordinator.engine;

import io.passo.protocol.codec.MalformedMessageException;
import java.util.function.IntConsumer;

/**
 * Reads what a takeover reads, and changes nothing. A JVM that has just started has to load and
 * compile what that needs, and to connect; done before it joins the group, no partition stands
 * still meanwhile.
 */
final class Rehearsal {
  private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
  private static final int RECORDS = 200;

  private final Journal journal;
  private final IntConsumer look;

  /**
   * @param look asks Redis for what it has of a partition
   */
  Rehearsal(Journal journal, IntConsumer look) {
    this.journal = journal;
    this.look = look;
  }

  /** Of one partition. What goes wrong the takeover will see, too. */
  void run(int partition) {
    try {
      Journal.Bounds bounds = journal.bounds(partition);
      long from = Math.max(bounds.start(), bounds.end() - RECORDS);
      for (Journal.Entry entry : journal.read(partition, from, -1, RECORDS)) {
        entry.content().decode();
      }
      look.accept(partition);
    } catch (UnavailableException | LogGapException | MalformedMessageException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "Rehearsal ended early: partition={0} reason={1}",
          partition,
          e.getMessage());
    }
  }
}
