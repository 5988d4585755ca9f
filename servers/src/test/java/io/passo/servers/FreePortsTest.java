package io.passo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void shouldGiveNoPortTwiceBeforeItIsUsed() {
    assertThat(IntStream.range(0, 200).map(i -> FreePorts.next()).boxed())
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(1, 65_535));
  }

  @Test
  void shouldStayInTheRangeOfTheProcess() throws IOException {
    // given
    String before = System.setProperty("test.ports.first", "31000");
    try (ServerSocket taken = new ServerSocket(31_001, 1, InetAddress.getLoopbackAddress())) {
      // then
      assertThat(IntStream.range(0, 200).map(i -> FreePorts.next()).boxed())
          .doesNotHaveDuplicates()
          .doesNotContain(taken.getLocalPort())
          .allSatisfy(port -> assertThat(port).isBetween(31_000, 31_999));
    } finally {
      if (before == null) {
        System.clearProperty("test.ports.first");
      } else {
        System.setProperty("test.ports.first", before);
      }
    }
  }
}
