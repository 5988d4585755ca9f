package io.passo.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A state machine of the folder {@code examples}.
 *
 * @param name of the folder and of the state machine
 * @param expected what its output must be for {@code input}
 */
public record Example(
    String name, Path folder, String definition, String input, JsonNode expected) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFINITION = "state-machine.asl.json";

  /** All examples, by name. */
  public static List<Example> all(Path examples) {
    try (Stream<Path> folders = Files.list(examples)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(DEFINITION)))
          .sorted()
          .map(Example::read)
          .toList();
    } catch (IOException e) {
      throw new SystemException("Expected the examples in " + examples + " but " + e, e);
    }
  }

  /** Kafka topics that it writes to: those of its {@code topics.txt}, if it has one. */
  public List<String> topics() {
    Path file = folder.resolve("topics.txt");
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new SystemException("Expected the topics in " + file + " but " + e, e);
    }
  }

  private static Example read(Path folder) {
    try {
      return new Example(
          folder.getFileName().toString(),
          folder,
          Files.readString(folder.resolve(DEFINITION)),
          Files.readString(folder.resolve("input.json")),
          JSON.readTree(folder.resolve("expected.json").toFile()));
    } catch (IOException e) {
      throw new SystemException(
          "Expected a definition, input.json and expected.json in " + folder + " but " + e, e);
    }
  }
}
