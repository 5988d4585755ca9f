package io.passo.protocol;

/**
 * A place in a journal partition (correctness.md §3). From a bare offset the validity rule cannot
 * be applied, so every stored place is a whole position.
 *
 * @param offset offset after the last valid record
 * @param leaderEpoch Kafka leader epoch of that record, −1 if unknown; a seek with it makes Kafka
 *     report a truncated log
 * @param epoch epoch of the owner whose Open is the last valid one, 0 before the first
 * @param seq sequence of the last valid Commit of that epoch, 0 after its Open
 */
public record Position(long offset, int leaderEpoch, long epoch, long seq) {
  /** The start of an empty journal. */
  public static final Position START = new Position(0, -1, 0, 0);
}
