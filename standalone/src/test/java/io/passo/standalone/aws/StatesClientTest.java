package io.passo.standalone.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatesClientTest {
  private FakeApi api;
  private StatesClient client;

  @BeforeEach
  void connect() throws IOException {
    api = new FakeApi();
    client = new StatesClient(api.endpoint());
  }

  @AfterEach
  void disconnect() {
    client.close();
    api.close();
  }

  @Test
  void shouldGiveAnExistingStateMachineTheNewDefinition() {
    // given
    api.on("CreateStateMachine", request -> refuse("StateMachineAlreadyExists"));
    api.on("ListStateMachines", request -> page(request.path("nextToken").asText()));
    api.on("UpdateStateMachine", request -> Map.of("updateDate", 1, "echo", request));

    // when
    String arn = client.register("second", "{}");

    // then
    assertThat(arn).isEqualTo("arn:second");
  }

  @Test
  void shouldReadTheHistoryToItsLastPage() {
    // given
    api.on(
        "GetExecutionHistory",
        request ->
            request.has("nextToken")
                ? Map.of("events", List.of(Map.of("id", 2)))
                : Map.of("events", List.of(Map.of("id", 1)), "nextToken", "more"));

    // when
    List<JsonNode> events = client.history("arn");

    // then
    assertThat(events).extracting(event -> event.path("id").asInt()).containsExactly(1, 2);
  }

  @Test
  void shouldNameTheErrorWithoutItsPrefix() {
    // given
    api.on("StartExecution", request -> refuse("StateMachineDoesNotExist"));

    // then
    assertThatThrownBy(() -> client.start("arn", "{}"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.type()).isEqualTo("StateMachineDoesNotExist"));
  }

  private static Object refuse(String type) {
    throw new ApiException(type, "refused");
  }

  private static Object page(String nextToken) {
    return nextToken.isEmpty()
        ? Map.of("stateMachines", List.of(machine("first")), "nextToken", "more")
        : Map.of("stateMachines", List.of(machine("second")));
  }

  private static Map<String, String> machine(String name) {
    return Map.of("name", name, "stateMachineArn", "arn:" + name);
  }
}
