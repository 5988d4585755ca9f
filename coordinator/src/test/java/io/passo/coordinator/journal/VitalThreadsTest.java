package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VitalThreadsTest {
  @Test
  void shouldEndTheProcessIfAThreadRunsOutOfMemory() throws Exception {
    // given
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Runnable task =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };

    // when
    VitalThreads.thread(task, exit::complete).start();

    // then
    assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(VitalThreads.EXIT_STATUS);
  }

  @Test
  void shouldLeaveTheProcessAloneIfAThreadJustEnds() throws Exception {
    // given
    AtomicInteger exits = new AtomicInteger();

    // when
    Thread thread = VitalThreads.thread(() -> {}, status -> exits.incrementAndGet());
    thread.start();
    thread.join();

    // then
    assertThat(exits).hasValue(0);
  }
}
