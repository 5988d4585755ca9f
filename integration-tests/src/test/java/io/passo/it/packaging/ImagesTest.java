package io.passo.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (\\S+)");

  @ParameterizedTest
  @ValueSource(strings = {"coordinator", "task-worker", "integration-adapters"})
  void shouldCopyOnlyWhatTheBuildMakes(String service) throws IOException {
    // given
    String dockerfile = Files.readString(Project.path("docker/service.Dockerfile"));

    // when
    List<Path> sources =
        COPY.matcher(dockerfile)
            .results()
            .map((MatchResult copy) -> copy.group(1).replace("${SERVICE}", service))
            .map(Project::path)
            .toList();

    // then
    assertThat(sources).hasSize(4).allSatisfy(source -> assertThat(source).exists());
  }

  @Test
  void shouldRunImagesAsANumericUserOtherThanRoot() throws IOException {
    // when
    String dockerfile = Files.readString(Project.path("docker/service.Dockerfile"));

    // then
    assertThat(dockerfile).containsPattern("(?m)^USER [1-9][0-9]*:[1-9][0-9]*$");
    assertThat(dockerfile).containsPattern("(?m)^ENTRYPOINT \\[");
  }

  @Test
  void shouldComposeTheThreeServicesLockedDown() throws IOException {
    // when
    JsonNode compose = compose();

    // then
    for (String service : List.of("coordinator", "task-worker", "integration-adapters")) {
      JsonNode merged = compose.at("/services/" + service);
      assertThat(merged.at("/build/args/SERVICE").asText()).isEqualTo(service);
      assertThat(merged.at("/build/dockerfile").asText()).isEqualTo("docker/service.Dockerfile");
    }
    JsonNode shared = compose.get("x-service");
    assertThat(shared.get("read_only").asBoolean()).isTrue();
    assertThat(shared.get("cap_drop").get(0).asText()).isEqualTo("ALL");
  }

  @Test
  void shouldComposeStoresWithTheSettingsPassoNeeds() throws IOException {
    // when
    JsonNode services = compose().get("services");

    // then
    JsonNode kafka = services.at("/kafka/environment");
    assertThat(kafka.get("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR").asText())
        .isEqualTo("1");
    assertThat(kafka.get("KAFKA_SOCKET_SEND_BUFFER_BYTES").asInt()).isEqualTo(4 * 1024 * 1024);
    assertThat(services.at("/redis/command").toString()).contains("noeviction");
    services.forEach(
        service -> assertThat(service.path("image").asText()).doesNotEndWith("latest"));
  }

  @Test
  void shouldPublishPortsOnLoopbackOnly() throws IOException {
    // when
    Stream<String> ports =
        compose().get("services").findValues("ports").stream()
            .flatMap(list -> Stream.of(list.get(0).asText()));

    // then
    assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  private static JsonNode compose() throws IOException {
    return YAML.readTree(Project.path("docker/compose.yaml").toFile());
  }
}
