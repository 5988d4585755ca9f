package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file below {@code resources/conformance/cases}, bound to an environment: account, region and
 * functions are those of {@link Environment}.
 *
 * @param id unique; the file name
 * @param category folder
 * @param type {@code STANDARD}, {@code EXPRESS} or {@code TEST_STATE}
 * @param functions functions by the name they were given
 * @param runs executions, in order
 */
record ConformanceCase(
    String id,
    String category,
    String type,
    Map<String, SimulatedFunction> functions,
    List<Run> runs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One execution.
   *
   * @param definition definition as JSON text
   * @param input input as JSON text; null = none
   * @param name execution name, if the case has one
   * @param request further members of the request of a TestState
   * @param expected what AWS answered
   */
  record Run(
      String definition,
      @Nullable String input,
      @Nullable String name,
      JsonNode request,
      JsonNode expected) {}

  /** All cases, ordered by category and id. */
  static List<ConformanceCase> all(Environment environment) {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> read(file, environment))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    var url = ConformanceCase.class.getResource("/conformance/cases");
    if (url == null) {
      throw new IllegalStateException("Expected resources conformance/cases but found none");
    }
    return Path.of(java.net.URI.create(url.toString()));
  }

  private static ConformanceCase read(Path file, Environment shared) {
    Environment environment = shared.ofCase(file.getFileName().toString());
    try {
      String text = Files.readString(file);
      JsonNode lambdas = JSON.readTree(text).path("lambdas");
      JsonNode bound = JSON.readTree(environment.bind(text, lambdas));
      Map<String, SimulatedFunction> functions = environment.functions(lambdas);
      return new ConformanceCase(
          bound.path("id").textValue(),
          bound.path("category").textValue(),
          bound.path("type").textValue(),
          functions,
          runs(bound));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a conformance case in " + file, e);
    }
  }

  private static List<Run> runs(JsonNode bound) {
    List<Run> runs = new ArrayList<>();
    for (JsonNode run : bound.has("runs") ? bound.get("runs") : List.of(bound)) {
      JsonNode definition = run.has("definition") ? run.get("definition") : bound.get("definition");
      JsonNode input = run.get("input");
      runs.add(
          new Run(
              definition.toString(),
              input == null ? null : input.toString(),
              run.path("name").textValue(),
              bound.path("request"),
              run.path("expected")));
    }
    return runs;
  }

  /** Whether it is about TestState and not about an execution. */
  boolean isTestState() {
    return type.equals("TEST_STATE");
  }

  /** Whether it is one of an Express execution that its caller waits for. */
  boolean isExpress() {
    return type.equals("EXPRESS");
  }

  /** Whether the text of a definition of this case contains {@code text}. */
  boolean mentions(String text) {
    return runs.stream().anyMatch(run -> run.definition().contains(text));
  }

  @Override
  public String toString() {
    return id;
  }
}
