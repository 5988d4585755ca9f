package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.JournalRecord.Probe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a journal says about why lanes ended (correctness.md §13).
 *
 * @param deaths owners in a row that ended, nobody knows why, and had not committed anything
 * @param suspect the event that was processed by itself when the last one ended, with the lanes
 *     that died of it so far; null if there was none
 */
record Suspicion(int deaths, @Nullable Probe suspect) {
  /** Nothing is wrong. */
  static final Suspicion NONE = new Suspicion(0, null);

  /** Reads it from the last valid records, the own Open the last of them. */
  static Suspicion of(List<ValidRecord> records) {
    Suspicion suspicion = NONE;
    boolean fruitless = false;
    boolean noted = false;
    for (ValidRecord valid : records) {
      switch (valid.record()) {
        case Commit commit when commit.probe() != null -> {
          suspicion = new Suspicion(suspicion.deaths(), commit.probe());
          noted = true;
        }
        case Commit commit -> {
          suspicion = NONE;
          fruitless = false;
        }
        case Open open -> {
          if (open.unexplained()) {
            suspicion = suspicion.afterDeath(fruitless, noted);
          }
          fruitless = true;
          noted = false;
        }
      }
    }
    return suspicion;
  }

  // Who has not noted the suspect has not processed it either: taking over can fail, too.
  private Suspicion afterDeath(boolean fruitless, boolean noted) {
    Probe blamed =
        suspect != null && noted ? new Probe(suspect.event(), suspect.deaths() + 1) : suspect;
    return new Suspicion(fruitless ? deaths + 1 : deaths, blamed);
  }

  boolean isNone() {
    return deaths == 0 && suspect == null;
  }
}
