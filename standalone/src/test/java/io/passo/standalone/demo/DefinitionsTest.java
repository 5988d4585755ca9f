package io.passo.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.model.StateMachineType;
import io.passo.asl.validate.DefinitionChecker;
import io.passo.standalone.bench.Workload;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionsTest {
  static Stream<String> definitions() {
    return Stream.concat(
        Example.all(Path.of("..", "examples")).stream().map(Example::definition),
        Stream.of(Workload.values()).map(Workload::definition));
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void shouldBeValid(String definition) {
    assertThat(DefinitionChecker.check(definition, StateMachineType.STANDARD).errors()).isEmpty();
  }
}
