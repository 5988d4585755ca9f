package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.engine.Journal.Bounds;
import io.passo.coordinator.engine.Journal.Entry;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.Position;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the engine expects of its journal, asked of the simulated and of a real one alike. */
public abstract class JournalContract {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long MINUTE_MILLIS = 60_000;

  /** The journal as one process sees it. */
  protected abstract Journal journal();

  /** The same journal as another process sees it. */
  protected abstract Journal another();

  /** The same journal in a process to which the next acknowledgement does not come. */
  protected abstract Journal unacknowledged();

  /** The same journal in a process whose next record is appended twice; the second is told. */
  protected abstract Journal doubling();

  /** A partition that nobody has used. */
  protected abstract int partition();

  /** Milliseconds since the epoch. */
  protected abstract long now();

  /** Makes a call that blocks. */
  protected abstract <T> T call(Supplier<T> call);

  private long append(Journal to, String value) {
    return call(() -> to.append(partition(), open(value)));
  }

  private List<Entry> read(Journal from, long offset, int most) {
    return call(() -> from.read(partition(), offset, -1, most));
  }

  private Bounds bounds() {
    return call(() -> another().bounds(partition()));
  }

  private void delete(long before) {
    call(
        () -> {
          journal().deleteBefore(partition(), before);
          return true;
        });
  }

  // A deletion is not waited for.
  private void awaitStart(long offset) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (bounds().start() != offset && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(bounds().start()).isEqualTo(offset);
  }

  @Test
  void shouldBeEmptyAtFirst() {
    assertThat(bounds()).isEqualTo(new Bounds(0, 0));
    assertThat(read(journal(), 0, 10)).isEmpty();
  }

  @Test
  void shouldBeOneLogForAll() {
    assertThat(journal().topicId()).isNotBlank().isEqualTo(another().topicId());
  }

  @Test
  void shouldGiveEachRecordTheNextOffset() {
    // when, then
    assertThat(append(journal(), "a")).isZero();
    assertThat(append(journal(), "b")).isEqualTo(1);
    assertThat(bounds()).isEqualTo(new Bounds(0, 2));
  }

  @Test
  void shouldShowAnotherProcessEachRecordInOrder() {
    // given
    append(journal(), "a");
    append(journal(), "b");

    // when
    List<Entry> read = read(another(), 0, 10);

    // then
    assertThat(read).extracting(Entry::offset).containsExactly(0L, 1L);
    assertThat(read).extracting(JournalContract::text).containsExactly("a", "b");
  }

  @Test
  void shouldReadNothingAtTheEnd() {
    // given
    append(journal(), "a");

    // when, then
    assertThat(read(another(), 1, 10)).isEmpty();
  }

  @Test
  void shouldReadPageByPage() {
    // given
    List.of("a", "b", "c", "d", "e").forEach(value -> append(journal(), value));

    // when
    List<String> read = new ArrayList<>();
    for (List<Entry> page = read(another(), 0, 2);
        !page.isEmpty();
        page = read(another(), page.getLast().offset() + 1, 2)) {
      page.forEach(entry -> read.add(text(entry)));
    }

    // then
    assertThat(read).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void shouldReportAPlaceBeyondTheEnd() {
    // given
    append(journal(), "a");

    // when, then
    assertThatThrownBy(() -> read(another(), 2, 10)).isInstanceOf(LogGapException.class);
  }

  @Test
  void shouldReportAPlaceThatWasDeleted() {
    // given
    List.of("a", "b", "c").forEach(value -> append(journal(), value));

    // when
    delete(2);
    awaitStart(2);

    // then
    assertThatThrownBy(() -> read(another(), 1, 10)).isInstanceOf(LogGapException.class);
    assertThat(read(another(), 2, 10)).extracting(JournalContract::text).containsExactly("c");
  }

  @Test
  void shouldDeleteNothingFromAPlaceBeyondTheEnd() {
    // given
    append(journal(), "a");
    append(journal(), "b");

    // when
    delete(12);
    delete(1);

    // then
    awaitStart(1);
    assertThat(bounds()).isEqualTo(new Bounds(1, 2));
  }

  @Test
  void shouldFindTheFirstRecordSinceAMoment() {
    // given
    append(journal(), "a");
    append(journal(), "b");

    // when, then
    assertThat(offsetAt(now() - MINUTE_MILLIS)).isZero();
    assertThat(offsetAt(now() + MINUTE_MILLIS)).isEqualTo(2);
  }

  private long offsetAt(long millis) {
    return call(() -> another().offsetAt(partition(), millis));
  }

  @Test
  void shouldShowByItsOffsetThatAnotherAppended() {
    // given
    long first = append(journal(), "a");
    append(another(), "theirs");

    // when
    long second = append(journal(), "b");

    // then
    assertThat(second).isEqualTo(first + 2);
    assertThat(read(journal(), first + 1, 10))
        .extracting(JournalContract::text)
        .containsExactly("theirs", "b");
  }

  @Test
  void shouldNotKnowTheOutcomeWithoutAcknowledgement() {
    // when
    long offset = append(unacknowledged(), "a");

    // then it has landed
    assertThat(offset).isEqualTo(-1);
    assertThat(read(another(), 0, 10)).extracting(JournalContract::text).containsExactly("a");
  }

  @Test
  void shouldShowWhatLandedUnacknowledgedByTheNextOffset() {
    // given
    append(unacknowledged(), "a");

    // when
    long next = append(journal(), "b");

    // then
    assertThat(next).isEqualTo(1);
    assertThat(read(journal(), 0, 10)).extracting(JournalContract::text).containsExactly("a", "b");
  }

  @Test
  void shouldCountADoubledRecordAtItsFirstCopy() {
    // given
    Open open = open("nonce");

    // when
    long told = call(() -> doubling().append(partition(), open));

    // then
    assertThat(told).isEqualTo(1);
    assertThat(read(another(), 0, 10)).hasSize(2);
    List<ValidRecord> valid =
        call(() -> new JournalReader(another(), partition(), Position.START).next(10));
    assertThat(valid).extracting(record -> record.after().offset()).containsExactly(1L);
  }

  private static Open open(String nonce) {
    return new Open(1, nonce, "owner", 1);
  }

  private static String text(Entry entry) {
    try {
      return ((Open) entry.content().decode()).nonce();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
