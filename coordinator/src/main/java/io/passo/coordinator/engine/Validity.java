package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.Position;

/**
 * The rule that decides which records of a journal count (correctness.md §3), applied in log order.
 * Every reader uses it, so all agree.
 */
final class Validity {
  private Position position;

  /** Goes on from a place in the log. */
  Validity(Position position) {
    this.position = position;
  }

  /** Place after the last valid record. */
  Position position() {
    return position;
  }

  /**
   * Takes the next record of the log.
   *
   * @return true if it counts; then {@link #position} is the place after it
   * @throws DataLossException if records must be missing before it
   */
  boolean accept(long offset, int leaderEpoch, JournalRecord record) {
    boolean valid =
        switch (record) {
          case Open open -> isNextOwner(open, offset);
          case Commit commit -> isNextCommit(commit, offset);
        };
    if (valid) {
      long seq = record instanceof Commit commit ? commit.seq() : 0;
      position = new Position(offset + 1, leaderEpoch, record.epoch(), seq);
    }
    return valid;
  }

  private boolean isNextOwner(Open open, long offset) {
    if (open.epoch() > position.epoch() + 1) {
      throw new DataLossException(
          "Expected an Open of at most epoch %d at offset %d but found %d"
              .formatted(position.epoch() + 1, offset, open.epoch()));
    }
    return open.epoch() == position.epoch() + 1;
  }

  private boolean isNextCommit(Commit commit, long offset) {
    if (commit.epoch() == position.epoch() && commit.seq() > position.seq() + 1) {
      throw new DataLossException(
          "Expected commit %d of epoch %d at offset %d but found %d"
              .formatted(position.seq() + 1, position.epoch(), offset, commit.seq()));
    }
    return commit.epoch() == position.epoch() && commit.seq() == position.seq() + 1;
  }
}
