package io.passo.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.EngineGateway;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a start with a generated name waits for. */
class EngineCallsTest {
  private static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:m:n";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long BEYOND_HALF_A_SECOND_MILLIS = 600;

  private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final List<String> asked = new ArrayList<>();
  private int near;
  private int elsewhere;
  private final EngineCalls calls = new EngineCalls(new Gateway(), InstantSource.system());

  private final class Gateway implements EngineGateway {
    @Override
    public String instanceId() {
      return "here";
    }

    @Override
    public int partitionOf(String executionArn) {
      return 0;
    }

    @Override
    public Place placeOf(String executionArn) {
      asked.add(executionArn);
      if (asked.size() == near) {
        return Place.NEAR;
      }
      return asked.size() == elsewhere ? Place.ELSEWHERE : Place.BUSY;
    }

    @Override
    public Sent call(int partition, EngineRequest request) {
      return new Sent(acknowledged, reply);
    }
  }

  @Test
  void shouldGenerateANameOfAnOwnLane() {
    // given
    near = 3;

    // when
    String name = calls.newName("arn:"::concat);

    // then
    assertThat(asked).hasSize(3).doesNotHaveDuplicates().endsWith("arn:" + name);
  }

  @Test
  void shouldGenerateANameOfAnotherProcessWhenOwnLanesHaveEnoughToDo() {
    // given
    elsewhere = 2;

    // when
    String name = calls.newName("arn:"::concat);

    // then
    assertThat(asked.get(1)).isEqualTo("arn:" + name);
  }

  @Test
  void shouldPreferAnOwnLane() {
    // given
    elsewhere = 1;
    near = 3;

    // when
    String name = calls.newName("arn:"::concat);

    // then
    assertThat(asked).endsWith("arn:" + name);
  }

  @Test
  void shouldGenerateAnyNameWhenNoLaneHasTime() {
    String name = calls.newName("arn:"::concat);
    assertThat(UUID.fromString(name)).hasToString(name);
    assertThat(asked).hasSizeLessThan(10);
  }

  private CompletableFuture<Reply> start() {
    return calls
        .start(
            ARN,
            (caller, key) -> new EngineRequest.StopExecution(caller, key, ARN, null, null),
            (caller, key) -> new Reply.Started("promised", 1))
        .subscribeAsCompletionStage();
  }

  @Test
  void shouldAnswerWithTheCommit() {
    CompletableFuture<Reply> answer = start();
    acknowledged.complete(null);
    reply.complete(new Reply.Started("committed", 1));
    assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(new Reply.Started("committed", 1));
  }

  @Test
  void shouldPromiseWhatKafkaHasTaken() {
    acknowledged.complete(null);
    assertThat(start()).succeedsWithin(PATIENCE).isEqualTo(new Reply.Started("promised", 1));
  }

  @Test
  void shouldAnswerWithALateCommitOfWhatWasNeverSent() throws InterruptedException {
    CompletableFuture<Reply> answer = start();
    Thread.sleep(BEYOND_HALF_A_SECOND_MILLIS);
    assertThat(answer).isNotDone();
    reply.complete(new Reply.Started("committed", 1));
    assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(new Reply.Started("committed", 1));
  }

  @Test
  void shouldWaitForTheCommitOfWhatKafkaMayNotHaveTaken() throws InterruptedException {
    CompletableFuture<Reply> answer = start();
    acknowledged.completeExceptionally(new UnavailableException("No acknowledgement"));
    Thread.sleep(BEYOND_HALF_A_SECOND_MILLIS);
    assertThat(answer).isNotDone();
    reply.complete(new Reply.Started("committed", 1));
    assertThat(answer).succeedsWithin(PATIENCE).isEqualTo(new Reply.Started("committed", 1));
  }
}
