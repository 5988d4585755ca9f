package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final Logs log = new Logs();
  private final List<Integer> looked = new ArrayList<>();

  @Test
  void shouldReadAndAppendNothing() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 1));

    // when
    new Rehearsal(log, looked::add).run(0);

    // then
    assertThat(log.bounds(0)).isEqualTo(new Journal.Bounds(0, 2));
    assertThat(looked).containsExactly(0);
  }

  @Test
  void shouldLeaveWhatIsWrongToTheTakeover() {
    // given
    log.add(Logs.open(1)).addBytes("garbage".getBytes(StandardCharsets.UTF_8));

    // when
    new Rehearsal(log, looked::add).run(0);
    new Rehearsal(
            new Logs(),
            partition -> {
              throw new UnavailableException("Redis does not answer");
            })
        .run(1);

    // then
    assertThat(looked).isEmpty();
  }
}
