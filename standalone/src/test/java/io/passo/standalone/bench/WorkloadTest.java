package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void shouldHaveAnInputOfOneKibibyte(Workload workload) throws IOException {
    assertThat(workload.input()).hasSize(1024);
    assertThat(JSON.readTree(workload.input()).isObject()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountTheStatesItEnters(Workload workload) throws IOException {
    // given
    JsonNode states = JSON.readTree(workload.definition()).path("States");
    int items = JSON.readTree(workload.input()).path("items").size();

    // then
    assertThat(workload.transitions()).isEqualTo(states.size() + items);
  }
}
