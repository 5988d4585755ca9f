package io.passo.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** State machines of the load, and what their executions must give. */
enum Machine {
  /** A bit of everything. */
  ORDER,
  /** Waits until a moment. */
  SLEEP,
  /** A step for each of so many items. */
  MAP;

  /** Stands in every input; must stand in no log (I14). */
  static final String SECRET = "chaos-secret-4711";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Name of the state machine. */
  String machineName() {
    return "chaos-" + resource();
  }

  private String resource() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Its definition. */
  String definition() {
    String resource = "/chaos/" + resource() + ".asl.json";
    try (InputStream in = Machine.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("Expected " + resource + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Input of an execution.
   *
   * @param n what its output follows from; for {@link #MAP} the number of items
   * @param until when {@link #SLEEP} ends
   */
  String input(long n, Instant until) {
    return json(
        switch (this) {
          case ORDER -> Map.of("n", n, "secret", SECRET);
          case SLEEP -> Map.of("n", n, "until", until.toString(), "secret", SECRET);
          case MAP -> Map.of("items", LongStream.range(0, n).boxed().toList(), "secret", SECRET);
        });
  }

  /** Output of an execution, whatever was killed meanwhile. */
  JsonNode output(long n) {
    return parse(
        json(
            switch (this) {
              case ORDER -> {
                long sum = 2 * (n + 2);
                yield Map.of(
                    "n", sum, "items", items(1, 3), "flaky", step(sum), "asked", step(sum));
              }
              case SLEEP -> Map.of("n", n);
              case MAP -> LongStream.rangeClosed(1, n).boxed().toList();
            }));
  }

  private static List<Map<String, Long>> items(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Machine::step).toList();
  }

  private static Map<String, Long> step(long n) {
    return Map.of("n", n + 1);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads JSON; numbers compare by value. */
  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
