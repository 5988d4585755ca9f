package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void shouldReadWhatItWrote() {
    // given
    Progress progress =
        new Progress(
            new Inputs(17, 2, 40, -1),
            new Position(110, 1, 3, 8),
            Map.of(new StepPartition("functions", 3), 5_120L, new StepPartition("my pool", 0), 0L));

    // when
    Progress read = Progress.decode(progress.encode());

    // then
    assertThat(read).isEqualTo(progress);
  }

  @Test
  void shouldSayWhatIsWrongWithOtherText() {
    assertThatThrownBy(() -> Progress.decode("1 2 3 4"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("to have 2 lines but found 1");
  }
}
