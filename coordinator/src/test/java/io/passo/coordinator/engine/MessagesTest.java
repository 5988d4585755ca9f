package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.JournalRecord.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private final List<String> sent = new ArrayList<>();
  private final List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
  private final Ticks clock = new Ticks();
  private final Messages messages =
      new Messages(
          message -> {
            sent.add(message.key());
            CompletableFuture<Void> acknowledged = new CompletableFuture<>();
            acknowledgements.add(acknowledged);
            return acknowledged;
          },
          clock);

  private static Message to(int partition, String key) {
    return new Message("passo.requests", partition, key, new byte[0]);
  }

  @Test
  void shouldBeCertainOfWhatIsAcknowledged() {
    // given
    List<String> ids = messages.send(List.of(to(0, "a"), to(1, "b")));
    acknowledgements.get(1).complete(null);

    // when
    List<String> certain = messages.settle();

    // then
    assertThat(certain).containsExactly(ids.get(1));
    assertThat(messages.isIdle()).isFalse();
  }

  @Test
  void shouldSendAgainInOrderWhatIsBehindAFailure() {
    // given
    messages.send(List.of(to(0, "a"), to(0, "b"), to(1, "c")));
    acknowledgements.get(0).completeExceptionally(new IllegalStateException("lost"));
    acknowledgements.get(1).complete(null);
    acknowledgements.get(2).complete(null);
    messages.settle();
    messages.send(List.of(to(0, "d")));
    List<String> before = List.copyOf(sent);
    clock.nanos = 600_000_000;

    // when
    messages.settle();

    // then
    assertThat(before).containsExactly("a", "b", "c");
    assertThat(sent).containsExactly("a", "b", "c", "a", "b", "d");
  }

  @Test
  void shouldPauseTheLaneWhenNobodyAcknowledges() {
    // given
    for (int i = 0; i < Messages.MOST_UNACKNOWLEDGED; i++) {
      messages.send(List.of(to(0, "m" + i)));
    }
    boolean full = messages.isFull();

    // when
    acknowledgements.forEach(acknowledged -> acknowledged.complete(null));
    messages.settle();

    // then
    assertThat(full).isTrue();
    assertThat(messages.isFull()).isFalse();
    assertThat(messages.isIdle()).isTrue();
  }

  /** A clock that the test moves. */
  private static final class Ticks implements EngineClock {
    private long nanos;

    @Override
    public long wallMillis() {
      return nanos / 1_000_000;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleep(long millis) {
      nanos += millis * 1_000_000;
    }
  }
}
