package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Journal.Entry;
import io.passo.protocol.JournalRecord.Open;
import org.junit.jupiter.api.Test;

class RecentAppendsTest {
  private static final int MEBIBYTE = 1 << 20;

  private final RecentAppends recent = new RecentAppends();

  private void add(long offset, int bytes) {
    recent.add(new Entry(offset, -1, () -> new Open(1, "nonce", "owner", 1)), bytes);
  }

  @Test
  void shouldGiveWhatFollowsAnOffset() {
    // given
    add(5, 1);
    add(6, 1);
    add(7, 1);

    // then
    assertThat(recent.from(6, 10)).extracting(Entry::offset).containsExactly(6L, 7L);
    assertThat(recent.from(5, 2)).extracting(Entry::offset).containsExactly(5L, 6L);
    assertThat(recent.from(4, 10)).isEmpty();
    assertThat(recent.from(8, 10)).isEmpty();
  }

  @Test
  void shouldKeepNoGap() {
    // given
    add(5, 1);

    // when
    add(7, 1);

    // then
    assertThat(recent.from(5, 10)).isEmpty();
    assertThat(recent.from(7, 10)).hasSize(1);
  }

  @Test
  void shouldForgetWhatIsWrittenButNotHowFarItWent() {
    // given
    add(5, 1);
    add(6, 1);

    // when
    recent.forget(6, 0);
    int left = recent.from(6, 10).size();
    recent.forget(7, 0);

    // then
    assertThat(left).isEqualTo(1);
    assertThat(recent.from(6, 10)).isEmpty();
    assertThat(recent.next()).isEqualTo(7);
  }

  @Test
  void shouldForgetTheOldestWhenTheSinkIsFarBehind() {
    // given
    for (int i = 0; i < 7; i++) {
      add(i, MEBIBYTE);
    }

    // then
    assertThat(recent.from(0, 10)).isEmpty();
    assertThat(recent.from(1, 10)).hasSize(6);
    assertThat(recent.next()).isEqualTo(7);
  }

  @Test
  void shouldBeFullWhileASinkThatGoesOnHasMuchToWrite() {
    // given
    add(0, 1);
    recent.forget(1, 0);
    boolean before = recent.isFull(0);
    add(1, 2 * MEBIBYTE);
    add(2, MEBIBYTE);

    // then
    assertThat(before).isFalse();
    assertThat(recent.isFull(14_999_999_999L)).isTrue();
    assertThat(recent.isFull(15_000_000_000L)).isFalse();
    recent.forget(2, 16_000_000_000L);
    assertThat(recent.isFull(16_000_000_000L)).isFalse();
  }

  @Test
  void shouldNotBeFullForASinkThatMustFetch() {
    // given
    for (int i = 0; i < 8; i++) {
      add(i, MEBIBYTE);
    }

    // when it writes something that is here no more
    recent.forget(1, 0);

    // then
    assertThat(recent.isFull(0)).isFalse();
  }

  @Test
  void shouldKnowOfNothingAtFirst() {
    assertThat(recent.next()).isEqualTo(-1);
  }
}
