package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.MapRunRecord.Progress;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
  @Test
  void shouldReadWhatItHasWritten() {
    // given
    Progress waiting = new Progress(1, 2, 3, 4, 5, 6, 7);
    Progress begun = new Progress(1, 2, 3, 4, 5, 6);

    // when / then
    assertThat(ProgressText.read(ProgressText.write(waiting))).isEqualTo(waiting);
    assertThat(ProgressText.write(begun)).isEqualTo("1,2,3,4,5,6");
    assertThat(ProgressText.read("1,2,3,4,5,6")).isEqualTo(begun);
  }
}
