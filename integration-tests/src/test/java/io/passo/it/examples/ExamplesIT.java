package io.passo.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.it.support.Clients;
import io.passo.it.support.ExampleRuns;
import io.passo.it.support.Examples;
import io.passo.standalone.demo.Example;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Every example gives what its {@code expected.json} says. */
class ExamplesIT {
  private static PassoSystem system;
  private static Clients clients;

  @BeforeAll
  static void start(@TempDir Path data) {
    system = PassoSystem.start(SystemOptions.forTests(data));
    clients = new Clients(system.coordinators());
  }

  @AfterAll
  static void stop() {
    clients.close();
    system.close();
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
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ExampleRuns.json(ended.output())).isEqualTo(example.expected());
  }
}
