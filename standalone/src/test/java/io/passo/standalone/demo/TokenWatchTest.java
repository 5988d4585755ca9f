package io.passo.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenWatchTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TokenWatch watch = new TokenWatch();

  @Test
  void shouldGiveTheTokenWhenItsTaskWasHandedOver() {
    // given
    assertThat(watch.tokenOf(scheduled(10, "{\"Payload\":{\"taskToken\":\"t-10\"}}"))).isEmpty();
    assertThat(watch.tokenOf(event(11, 10, "TaskStarted"))).isEmpty();

    // when
    Optional<String> token = watch.tokenOf(event(12, 11, "TaskSubmitted"));

    // then
    assertThat(token).contains("t-10");
  }

  @Test
  void shouldIgnoreATaskThatWasGivenNoToken() {
    // given
    watch.tokenOf(scheduled(10, "{\"QueueUrl\":\"q\"}"));

    // when
    Optional<String> token = watch.tokenOf(event(12, 11, "TaskSubmitted"));

    // then
    assertThat(token).isEmpty();
  }

  private static ObjectNode event(long id, long previous, String type) {
    return JSON.createObjectNode().put("id", id).put("previousEventId", previous).put("type", type);
  }

  private static JsonNode scheduled(long id, String parameters) {
    ObjectNode event = event(id, id - 1, "TaskScheduled");
    event.putObject("taskScheduledEventDetails").put("parameters", parameters);
    return event;
  }
}
