package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.JournalRecord.Probe;
import io.passo.protocol.Position;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final String EVENT = "passo.requests:7";

  private static Suspicion after(JournalRecord... records) {
    return Suspicion.of(
        Stream.of(records)
            .map(record -> new ValidRecord(new Position(1, 0, 1, 0), record))
            .toList());
  }

  /** Of an owner that does not know why the lane before it ended. */
  private static Open open() {
    return new Open(1, "nonce", "owner", 0, true);
  }

  private static Commit note(int deaths) {
    Commit empty = Logs.commit(1, 1);
    return new Commit(
        empty.epoch(),
        empty.seq(),
        empty.clock(),
        empty.inputs(),
        empty.dispatched(),
        empty.tails(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Probe(EVENT, deaths));
  }

  @Test
  void shouldSuspectNothingAfterOneDeath() {
    assertThat(after(Logs.commit(1, 1), open())).isEqualTo(Suspicion.NONE);
    assertThat(after(open())).isEqualTo(Suspicion.NONE);
  }

  @Test
  void shouldProbeAfterTwoDeathsInARow() {
    assertThat(after(open(), open())).isEqualTo(new Suspicion(1, null));
  }

  @Test
  void shouldBlameWhatWasNotedByTheOwnerThatDied() {
    assertThat(after(open(), open(), note(0), open()).suspect()).isEqualTo(new Probe(EVENT, 1));
    assertThat(after(open(), open(), note(3), open()).suspect()).isEqualTo(new Probe(EVENT, 4));
  }

  @Test
  void shouldNotBlameItForTakeoversThatFailed() {
    assertThat(after(open(), open(), note(0), open(), open(), open()).suspect())
        .isEqualTo(new Probe(EVENT, 1));
  }

  @Test
  void shouldNotBlameItForAnEndThatIsExplained() {
    assertThat(after(open(), open(), note(1), Logs.open(1)).suspect())
        .isEqualTo(new Probe(EVENT, 1));
  }

  @Test
  void shouldForgetEverythingAfterACommit() {
    assertThat(after(open(), open(), note(4), Logs.commit(1, 1), open())).isEqualTo(Suspicion.NONE);
  }
}
