package io.passo.standalone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What one execution does. */
public enum Workload {
  /** Three tasks in sequence, 1 KiB in and out. */
  W1(3, kibibyte("\"go\":true")),
  /** One task, a Map of fifty tasks, join. */
  W2(53, kibibyte("\"items\":" + items(50))),
  /** Pass, Choice, Pass, Choice, Pass. */
  W3(5, kibibyte("\"go\":true")),
  /** What W3 does, as an Express execution that is waited for. */
  W4(5, kibibyte("\"go\":true"), "w3", true),
  /** What W1 does, with a function in Node.js ({@code ./passo bench functions}). */
  NODE("bench-node"),
  /** What W1 does, with a function in Python ({@code ./passo bench functions}). */
  PYTHON("bench-python");

  private static final String ECHO = "bench-echo";

  private final int transitions;
  private final String input;
  private final String definition;
  private final boolean synchronous;
  private final String function;

  Workload(int transitions, String input) {
    this(transitions, input, "", false);
  }

  Workload(int transitions, String input, String definition, boolean synchronous) {
    this(transitions, input, definition, synchronous, "bench-echo");
  }

  Workload(String function) {
    this(3, kibibyte("\"go\":true"), "w1", false, function);
  }

  Workload(int transitions, String input, String definition, boolean synchronous, String function) {
    this.transitions = transitions;
    this.input = input;
    this.definition = definition.isEmpty() ? name().toLowerCase(Locale.ROOT) : definition;
    this.synchronous = synchronous;
    this.function = function;
  }

  /** True if the start answers with the end: an Express execution. */
  public boolean isSynchronous() {
    return synchronous;
  }

  /** Type of its state machine. */
  public String machineType() {
    return synchronous ? "EXPRESS" : "STANDARD";
  }

  /** States that one execution enters. */
  public int transitions() {
    return transitions;
  }

  /** JSON, 1 KiB long. */
  public String input() {
    return input;
  }

  /** Name of its state machine. */
  public String machineName() {
    return "bench-" + name().toLowerCase(Locale.ROOT);
  }

  /** The state machine. */
  public String definition() {
    return resource(definition).replace(ECHO, function);
  }

  /** A state machine of a benchmark, by the name of its file. */
  static String resource(String name) {
    String resource = name + ".asl.json";
    try (InputStream in = Workload.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Expected " + resource + " on the class path but found nothing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String kibibyte(String member) {
    String frame = "{" + member + ",\"payload\":\"\"}";
    return "{" + member + ",\"payload\":\"" + "x".repeat(1024 - frame.length()) + "\"}";
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
