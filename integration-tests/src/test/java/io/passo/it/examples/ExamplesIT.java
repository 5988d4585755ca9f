package io.passo.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.it.support.Clients;
import io.passo.it.support.ExampleRuns;
import io.passo.it.support.Examples;
import io.passo.it.support.Systems;
import io.passo.standalone.demo.Example;
import io.passo.standalone.system.PassoSystem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Every example gives what its {@code expected.json} says. */
class ExamplesIT {
  private static PassoSystem system;
  private static Clients clients;

  @BeforeAll
  static void start() {
    system = Systems.shared();
    clients = new Clients(system.coordinators());
    createTopics();
  }

  private static void createTopics() {
    List<NewTopic> topics =
        examples().stream()
            .flatMap(example -> example.topics().stream())
            .map(topic -> new NewTopic(topic, 1, (short) 1))
            .toList();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", system.servers().kafka().bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("Expected the topics of the examples to be created", e);
    }
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  static List<Example> examples() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldGiveTheExpectedOutput(Example example) {
    // given
    ExampleRuns runs = new ExampleRuns(clients, example);

    // when
    DescribeExecutionResponse ended = runs.finish(runs.start(1));

    // then
    assertThat(ended.status())
        .as("%s: %s", ended.error(), ended.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ExampleRuns.json(ended.output())).isEqualTo(example.expected());
  }
}
