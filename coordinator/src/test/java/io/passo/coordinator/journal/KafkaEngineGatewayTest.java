package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.engine.EngineGateway.Place;
import io.passo.coordinator.engine.EngineGateway.Sent;
import io.passo.coordinator.engine.OverloadedException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.engine.memory.Counters;
import io.passo.coordinator.journal.KafkaEngineGateway.OwnLanes;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaEngineGatewayTest {
  private static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:m:n";

  private static final long MOST_BYTES = 100_000;

  private final RefusingProducer producer = new RefusingProducer();
  private final Counters metrics = new Counters();
  private Instant now = Instant.ofEpochSecond(1_000);
  private final KafkaEngineGateway gateway =
      new KafkaEngineGateway(producer, "here", 16, () -> now, metrics, MOST_BYTES);

  @BeforeEach
  void serve() {
    gateway.serve(lanes(partition -> Optional.empty()));
  }

  @Test
  void shouldRefuseCallsWhileAnswersCannotBeHeard() {
    // given
    KafkaEngineGateway early =
        new KafkaEngineGateway(producer, "here", 16, () -> now, metrics, MOST_BYTES);

    // then
    assertThatThrownBy(() -> early.call(3, stop("r1")))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("The engine has not started");
    assertThat(early.placeOf(ARN)).isEqualTo(Place.ELSEWHERE);
    assertThat(early.waiting()).isZero();
    assertThat(producer.history()).isEmpty();
  }

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

  private static OwnLanes lanes(IntFunction<Optional<HandedOver>> offer) {
    return new OwnLanes() {
      @Override
      public boolean haveTime(int partition) {
        return partition == 3;
      }

      @Override
      public boolean own(int partition) {
        return partition == 3 || partition == 4;
      }

      @Override
      public Optional<HandedOver> offer(int partition, byte[] request) {
        return offer.apply(partition);
      }
    };
  }

  @Test
  void shouldTellWhereLanesOfExecutionsAre() {
    // given
    List<String> arns = IntStream.range(0, 100).mapToObj(i -> "arn:" + i).toList();

    // then
    assertThat(arns)
        .allSatisfy(
            arn ->
                assertThat(gateway.placeOf(arn))
                    .isEqualTo(
                        switch (gateway.partitionOf(arn)) {
                          case 3 -> Place.NEAR;
                          case 4 -> Place.BUSY;
                          default -> Place.ELSEWHERE;
                        }));
  }

  @Test
  void shouldHandAStartToALaneOfThisProcessAndSendItIfThatStandsStill() {
    // given
    List<Integer> offered = new ArrayList<>();
    gateway.serve(
        lanes(
            partition -> {
              offered.add(partition);
              return Optional.of(() -> false);
            }));

    // when
    Sent answered = gateway.call(3, start("r1", 10));
    Sent lost = gateway.call(4, start("r2", 10));
    gateway.answered(new Reply.Started("r1", 7));
    pass(300);
    int early = producer.history().size();
    pass(200);
    int late = producer.history().size();
    pass(2_900);
    int patient = producer.history().size();
    pass(200);

    // then
    assertThat(offered).containsExactly(3, 4);
    assertThat(answered.reply()).isCompletedWithValue(new Reply.Started("r1", 7));
    assertThat(List.of(early, late, patient)).containsExactly(0, 1, 1);
    assertThat(producer.history())
        .hasSize(2)
        .allSatisfy(sent -> assertThat(sent.partition()).isEqualTo(4));
    assertThat(lost.acknowledged()).isNotCompleted();
    producer.completeNext();
    assertThat(lost.acknowledged()).isCompleted();
  }

  @Test
  void shouldLeaveAStartToItsLaneForThreeSecondsWhileThatMoves() {
    // given
    gateway.serve(lanes(partition -> Optional.of(() -> true)));

    // when
    gateway.call(3, start("r1", 10));
    for (int i = 0; i < 11; i++) {
      pass(250);
    }
    int patient = producer.history().size();
    pass(500);

    // then
    assertThat(patient).isZero();
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void shouldSendWhatMustNotOvertakeAndWhatNoLaneTakes() {
    // given
    gateway.serve(lanes(p -> p == 3 ? Optional.of(() -> true) : Optional.empty()));

    // when
    gateway.call(3, stop("r1"));
    gateway.call(4, start("r2", 10));

    // then
    assertThat(producer.history()).hasSize(2);
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
  void shouldSendAtTheNextLookWhatKafkaDidNotTake() {
    // given
    producer.refusing = true;
    Sent sent = gateway.call(3, stop("r1"));
    pass(200);
    boolean failed = sent.acknowledged().toCompletableFuture().isDone();

    // when
    producer.refusing = false;
    pass(200);
    producer.completeNext();
    pass(200);

    // then
    assertThat(failed).isFalse();
    assertThat(producer.history()).hasSize(1);
    assertThat(sent.acknowledged()).isCompleted();
    assertThat(sent.reply()).isNotDone();
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

  @Test
  void shouldRefuseNewWorkOfAPartitionThatIsBehind() {
    // given
    String near = nearArn();
    starts(40);

    // when
    pass(2_100);

    // then
    assertThatThrownBy(() -> gateway.call(3, start("new", 10)))
        .isInstanceOf(OverloadedException.class);
    assertThat(gateway.call(4, start("elsewhere", 10))).isNotNull();
    assertThat(gateway.call(3, stop("end"))).isNotNull();
    assertThat(gateway.waiting()).isEqualTo(42);
    assertThat(metrics.get("throttled")).isEqualTo(1);
    assertThat(gateway.placeOf(near)).isEqualTo(Place.BUSY);
  }

  private String nearArn() {
    return Stream.iterate("arn:", arn -> arn + "x")
        .filter(arn -> gateway.placeOf(arn) == Place.NEAR)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldTakeNewWorkAgainOnceThePartitionHasCaughtUp() {
    // given
    starts(40);
    pass(2_100);

    // when
    for (int i = 0; i < 40; i++) {
      gateway.answered(new Reply.Started("s" + i, 7));
    }
    pass(100);

    // then
    assertThat(gateway.call(3, start("new", 10))).isNotNull();
  }

  @Test
  void shouldNotCallAFewThatWaitForANewOwnerOverload() {
    starts(10);
    pass(5_000);
    assertThat(gateway.call(3, start("new", 10))).isNotNull();
  }

  @Test
  void shouldRefuseNewWorkWhileWhatWaitsTakesTooMuchMemory() {
    // given
    gateway.call(3, start("large", (int) MOST_BYTES));

    // when
    assertThatThrownBy(() -> gateway.call(5, start("new", 10)))
        .isInstanceOf(OverloadedException.class);
    gateway.answered(new Reply.Started("large", 7));

    // then
    assertThat(gateway.call(5, start("new", 10))).isNotNull();
  }

  private void starts(int count) {
    for (int i = 0; i < count; i++) {
      gateway.call(3, start("s" + i, 10));
    }
  }

  private static EngineRequest start(String requestId, int inputBytes) {
    return new EngineRequest.StartExecution(
        new Caller(requestId, "here", 0),
        ExecutionKey.of(ARN),
        ARN,
        "n",
        false,
        "000000000000",
        "arn:aws:states:us-east-1:000000000000:stateMachine:m",
        "m",
        "hash",
        "arn:aws:iam::000000000000:role/r",
        Payload.of("\"" + "x".repeat(inputBytes) + "\""),
        0,
        null,
        null,
        null);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
    gateway.look();
  }

  private static EngineRequest stop(String requestId) {
    return new EngineRequest.StopExecution(
        new Caller(requestId, "here", 0), ExecutionKey.of(ARN), ARN, null, null);
  }

  /** A producer that can be as one that does not know the topic and does not wait for it. */
  private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
    private boolean refusing;

    RefusingProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> message, Callback callback) {
      if (!refusing) {
        return super.send(message, callback);
      }
      TimeoutException failure = new TimeoutException("not known");
      callback.onCompletion(null, failure);
      return CompletableFuture.failedFuture(failure);
    }
  }
}
