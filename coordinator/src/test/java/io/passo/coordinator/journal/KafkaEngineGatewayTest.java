package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.EngineGateway.Sent;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Reply;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaEngineGatewayTest {
  private static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:m:n";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Instant now = Instant.ofEpochSecond(1_000);
  private final KafkaEngineGateway gateway =
      new KafkaEngineGateway(producer, "here", 16, () -> now);

  @Test
  void shouldSendAgainUntilAnswered() {
    // given
    Sent sent = gateway.call(3, stop("r1"));

    // when
    pass(2_900);
    int early = producer.history().size();
    pass(200);
    pass(200);
    int late = producer.history().size();
    gateway.answered(new Reply.Stopped("r1", 7));
    pass(4_000);

    // then
    assertThat(early).isEqualTo(1);
    assertThat(late).isEqualTo(2);
    assertThat(producer.history()).hasSize(2);
    assertThat(sent.reply()).isCompletedWithValue(new Reply.Stopped("r1", 7));
    assertThat(gateway.waiting()).isZero();
  }

  @Test
  void shouldForgetWhatIsAnsweredAfterItsCallerLeft() {
    // given
    Sent sent = gateway.call(3, stop("r1"));
    CompletableFuture<Reply> caller = sent.reply().toCompletableFuture().copy();

    // when
    caller.cancel(true);
    gateway.answered(new Reply.Stopped("r1", 7));
    pass(20_000);

    // then
    assertThat(gateway.waiting()).isZero();
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void shouldGiveUpAfterTenSeconds() {
    Sent sent = gateway.call(3, stop("r1"));
    pass(10_000);
    assertThat(sent.reply()).isCompletedExceptionally();
    assertThat(gateway.waiting()).isZero();
  }

  @Test
  void shouldKeepWaitingWhenAnAcknowledgementFailed() {
    // given
    Sent sent = gateway.call(3, stop("r1"));

    // when
    producer.errorNext(new TimeoutException("no answer"));
    gateway.answered(new Reply.Stopped("r1", 7));

    // then
    assertThat(sent.acknowledged()).isCompletedExceptionally();
    assertThat(sent.reply()).isCompletedWithValue(new Reply.Stopped("r1", 7));
  }

  @Test
  void shouldFailAtOnceWhenKafkaTakesNothing() {
    producer.close();
    Sent sent = gateway.call(3, stop("r1"));
    assertThat(sent.reply().toCompletableFuture())
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(UnavailableException.class);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
    gateway.look();
  }

  private static EngineRequest stop(String requestId) {
    return new EngineRequest.StopExecution(
        new Caller(requestId, "here", 0), ExecutionKey.of(ARN), ARN, null, null);
  }
}
