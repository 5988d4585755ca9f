package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
  private final Feed feed = new Feed(2, () -> {});

  @BeforeEach
  void open() {
    feed.open();
  }

  @Test
  void shouldTellWhetherItsLaneMoves() throws InterruptedException {
    // given
    HandedOver start = feed.offer(new byte[1]).orElseThrow();

    // when
    boolean before = start.hasMoved();
    feed.take(10, 10, 0);
    boolean after = start.hasMoved();
    boolean later = start.hasMoved();

    // then
    assertThat(before).isFalse();
    assertThat(after).isTrue();
    assertThat(later).isFalse();
  }

  @Test
  void shouldCountNoMovesOfTheNextLane() throws InterruptedException {
    // given
    HandedOver start = feed.offer(new byte[1]).orElseThrow();

    // when
    feed.clear();
    feed.take(10, 10, 0);

    // then
    assertThat(start.hasMoved()).isFalse();
  }

  @Test
  void shouldTakeNothingFromCallersBeforeItsLaneDoesAndWhenItIsFull() {
    // given
    feed.offer(new byte[1]);
    feed.offer(new byte[1]);

    // when
    boolean full = feed.offer(new byte[1]).isEmpty();
    feed.clear();
    boolean closed = feed.offer(new byte[1]).isEmpty();

    // then
    assertThat(full).isTrue();
    assertThat(closed).isTrue();
  }

  @Test
  void shouldHaveTimeWhileLittleWaits() {
    // given
    Feed roomy = new Feed(1_000, () -> {});
    boolean closed = roomy.hasTime();
    roomy.open();
    boolean idle = roomy.hasTime();

    // when
    for (int i = 0; i < 100; i++) {
      roomy.offer(new byte[1]);
    }

    // then
    assertThat(closed).isFalse();
    assertThat(idle).isTrue();
    assertThat(roomy.hasTime()).isFalse();
  }
}
