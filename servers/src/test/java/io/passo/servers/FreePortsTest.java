package io.passo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void shouldGiveNoPortTwiceBeforeItIsUsed() {
    assertThat(IntStream.range(0, 200).map(i -> FreePorts.next()).boxed())
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(1, 65_535));
  }
}
