package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.asl.model.StateMachineType;
import io.passo.standalone.testing.TestCase.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes tests of AWS's {@code MockConfigFile.json} as it is: every test case is run with the same
 * input and must succeed.
 */
final class MockConfigSuites {
  private static final List<String> SUFFIXES =
      List.of(".asl.json", ".asl.yaml", ".asl.yml", ".json", ".yaml", ".yml");

  private MockConfigSuites() {}

  /**
   * Reads a file.
   *
   * @param definitions files by the name of their state machine; others are looked for beside it
   */
  static Suite read(Path file, Map<String, Path> definitions, Json input) {
    MockConfig config = MockConfig.read(file);
    List<TestCase> cases = new ArrayList<>();
    config
        .machines()
        .forEach(
            (machine, field) -> {
              Definition definition =
                  Definition.read(
                      definition(machine, field, definitions.get(machine)),
                      machine,
                      StateMachineType.STANDARD);
              config
                  .cases(machine)
                  .forEach(
                      (name, test) ->
                          cases.add(
                              new TestCase(
                                  machine + "#" + name,
                                  test.line(),
                                  definition,
                                  new Starts(Starts.BEGINNING).start(definition, name, input),
                                  config.mocks(definition, machine, name, test),
                                  0,
                                  null,
                                  Expectation.SUCCESS)));
            });
    return new Suite(file.toString(), cases);
  }

  private static Path definition(String machine, Field field, @Nullable Path named) {
    if (named != null) {
      return named;
    }
    for (String suffix : SUFFIXES) {
      Path beside = field.document().beside(machine + suffix);
      if (Files.isRegularFile(beside)) {
        return beside;
      }
    }
    throw field.problem(
        "Expected the definition of '"
            + machine
            + "' in "
            + field.document().beside(machine + SUFFIXES.getFirst())
            + " but there is none; name it: --definition "
            + machine
            + "=FILE");
  }
}
