package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.servers.FreePorts;
import io.passo.standalone.aws.ApiException;
import io.passo.standalone.aws.FakeApi;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamedStartsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private FakeApi api;
  private Connections dead;
  private Connections alive;

  @BeforeEach
  void startApi() throws IOException {
    api =
        new FakeApi()
            .on(
                "StartExecution",
                request -> {
                  names.add(request.path("name").asText());
                  return Map.of("executionArn", "arn");
                });
    dead = new Connections(URI.create("http://127.0.0.1:" + FreePorts.next()), Optional.empty());
    alive = new Connections(api.endpoint(), Optional.empty());
  }

  @AfterEach
  void stopApi() {
    alive.close();
    dead.close();
    api.close();
  }

  @Test
  void shouldStartElsewhereWhatACoordinatorDoesNotAnswer() throws IOException {
    // given
    NamedStarts starts = new NamedStarts(List.of(dead, alive), MACHINE, Workload.W3);

    // when
    String arn = starts.start();

    // then
    assertThat(arn)
        .isEqualTo(MACHINE.replace("stateMachine", "execution") + ":" + names.iterator().next());
    assertThat(starts.started()).isEqualTo(1);
    assertThat(starts.repeated()).isEqualTo(1);
  }

  @Test
  void shouldTakeANameThatExistsForAStartWhoseAnswerWasLost() throws IOException {
    // given
    refuse("ExecutionAlreadyExists");
    NamedStarts starts = new NamedStarts(List.of(dead, alive), MACHINE, Workload.W3);

    // when
    starts.start();

    // then
    assertThat(starts.started()).isEqualTo(1);
  }

  @Test
  void shouldNotRepeatWhatIsRefused() {
    // given
    refuse("StateMachineDoesNotExist");
    NamedStarts starts = new NamedStarts(List.of(alive), MACHINE, Workload.W3);

    // then
    assertThatThrownBy(starts::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("StateMachineDoesNotExist");
    assertThat(starts.started()).isZero();
  }

  @Test
  void shouldAskWhoeverAnswersWhetherAnExecutionHasEnded() {
    // given
    NamedStarts starts = new NamedStarts(List.of(dead, alive), MACHINE, Workload.W3);
    double stopDate = System.currentTimeMillis() / 1e3 - 5;
    api.on(
        "DescribeExecution",
        request ->
            request.path("executionArn").asText().equals("ended")
                ? Map.of("status", "SUCCEEDED", "stopDate", stopDate)
                : Map.of("status", "RUNNING"));

    // when
    long now = System.nanoTime();
    Completions.Ended ended = starts.ended("ended").orElseThrow();

    // then
    assertThat(ended.status()).isEqualTo("SUCCEEDED");
    assertThat((now - ended.nanoTime()) / 1e9).isBetween(4.0, 5.1);
    assertThat(starts.ended("running")).isEmpty();
  }

  private void refuse(String type) {
    api.on(
        "StartExecution",
        request -> {
          throw new ApiException(type, "refused");
        });
  }
}
