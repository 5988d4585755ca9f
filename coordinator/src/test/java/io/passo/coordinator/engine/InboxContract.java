package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.protocol.JournalRecord.Inputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a lane expects of its inputs, asked of the simulated and of real ones alike. */
public abstract class InboxContract {
  private static final int MANY = 1_000;
  private static final int LARGE = 1 << 20;
  private static final long PATIENCE_MILLIS = 10_000;

  /** Inputs of a partition that nobody has used; they are read from nowhere yet. */
  protected abstract Inbox inbox();

  /** Appends to the partition's {@code passo.requests}. */
  protected abstract void request(String value);

  /** Appends to the partition's {@code passo.results}. */
  protected abstract void result(String value);

  /** Hands over a request that lies in no topic. */
  protected abstract boolean offer(String value);

  /** Asks a member for its ownership whom the group has just dropped. */
  protected abstract boolean confirmAfterDrop();

  /** Makes a call that blocks. */
  protected abstract <T> T call(Supplier<T> call);

  private void seek(long requests, long results) {
    call(
        () -> {
          inbox().seek(new Inputs(requests, -1, results, -1));
          return true;
        });
  }

  private List<Input> take(int records, int bytes, long waitMillis) {
    return call(
        () -> {
          try {
            return inbox().take(records, bytes, waitMillis);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Takes until that many are there: topics arrive one after the other. */
  private List<Input> takeAll(int wanted) {
    List<Input> taken = new ArrayList<>();
    while (taken.size() < wanted) {
      List<Input> more = take(MANY, LARGE, PATIENCE_MILLIS);
      assertThat(more).as("inputs after %s", taken).isNotEmpty();
      taken.addAll(more);
    }
    return taken;
  }

  private static List<String> of(Input.Source source, List<Input> inputs) {
    return inputs.stream()
        .filter(input -> input.source() == source)
        .map(input -> input.offset() + new String(input.value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void shouldTakeEachTopicInOrder() {
    // given
    request("a");
    request("b");
    result("r");
    result("s");
    seek(0, 0);

    // when
    List<Input> taken = takeAll(4);

    // then
    assertThat(of(Input.Source.REQUESTS, taken)).containsExactly("0a", "1b");
    assertThat(of(Input.Source.RESULTS, taken)).containsExactly("0r", "1s");
  }

  @Test
  void shouldTakeNothingIfNothingCame() {
    // given
    seek(0, 0);

    // when, then
    assertThat(take(MANY, LARGE, 50)).isEmpty();
  }

  @Test
  void shouldTakeWhatComesLater() {
    // given
    seek(0, 0);
    take(MANY, LARGE, 10);

    // when
    request("late");

    // then
    assertThat(of(Input.Source.REQUESTS, takeAll(1))).containsExactly("0late");
  }

  @Test
  void shouldTakeAgainFromAnOlderPlace() {
    // given
    request("a");
    request("b");
    result("r");
    seek(0, 0);
    takeAll(3);

    // when
    seek(1, 1);

    // then
    assertThat(of(Input.Source.REQUESTS, takeAll(1))).containsExactly("1b");
    assertThat(take(MANY, LARGE, 50)).isEmpty();
  }

  @Test
  void shouldTakeNoMoreThanAskedFor() {
    // given
    List.of("a", "b", "c").forEach(this::request);
    List.of("r", "s", "t").forEach(this::result);
    seek(0, 0);

    // when
    List<Integer> sizes = new ArrayList<>();
    for (int left = 6; left > 0; left -= sizes.getLast()) {
      sizes.add(take(2, LARGE, PATIENCE_MILLIS).size());
    }

    // then
    assertThat(sizes).allMatch(size -> size >= 1 && size <= 2);
  }

  @Test
  void shouldStopOnceItHasTheBytes() {
    // given
    request("12345");
    request("67890");
    seek(0, 0);

    // when, then
    assertThat(of(Input.Source.REQUESTS, take(MANY, 5, PATIENCE_MILLIS))).containsExactly("012345");
    assertThat(of(Input.Source.REQUESTS, take(MANY, 5, PATIENCE_MILLIS))).containsExactly("167890");
  }

  @Test
  void shouldTakeFromCallersOnceItIsToldTo() {
    // given
    request("a");
    seek(0, 0);

    // when
    boolean early = offer("early");
    call(
        () -> {
          inbox().takeFromCallers();
          return true;
        });
    boolean later = offer("later");

    // then
    assertThat(early).isFalse();
    assertThat(later).isTrue();
    List<Input> taken = takeAll(2);
    assertThat(of(Input.Source.CALLER, taken)).containsExactly("-1later");
    assertThat(of(Input.Source.REQUESTS, taken)).containsExactly("0a");
  }

  @Test
  void shouldForgetWhatCallersHandedOverWhenItReadsElsewhere() {
    // given
    seek(0, 0);
    call(
        () -> {
          inbox().takeFromCallers();
          return true;
        });
    offer("waits");

    // when
    seek(0, 0);

    // then
    assertThat(offer("late")).isFalse();
    assertThat(take(MANY, LARGE, 50)).isEmpty();
  }

  @Test
  void shouldReportAPlaceThatDoesNotExist() {
    // given
    request("a");

    // when, then
    assertThatThrownBy(
            () -> {
              seek(1_000, 0);
              take(MANY, LARGE, PATIENCE_MILLIS);
            })
        .isInstanceOf(LogGapException.class);
  }

  @Test
  void shouldBeginAtTheStartsOfItsTopics() {
    // given
    request("a");

    // when, then
    assertThat(call(inbox()::beginning)).isEqualTo(new Inputs(0, -1, 0, -1));
  }

  @Test
  void shouldTellTheEndOfItsResults() {
    // given
    request("a");
    result("r");
    result("s");

    // when, then
    assertThat(call(inbox()::resultsEnd)).isEqualTo(2);
  }

  @Test
  void shouldConfirmAnOwner() {
    assertThat(call(inbox()::confirmOwnership)).isTrue();
  }

  @Test
  void shouldNotConfirmWhomTheGroupDropped() {
    assertThat(confirmAfterDrop()).isFalse();
  }
}
