package io.passo.coordinator.state;

import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Meta of a namespace as fields of a hash. */
final class MetaFields {
  private MetaFields() {}

  /** Fields and values that every apply writes. */
  static List<Object> of(PartitionMeta fold) {
    Position position = fold.position();
    return List.of(
        "off", position.offset(),
        "le", position.leaderEpoch(),
        "ep", position.epoch(),
        "sq", position.seq(),
        "clk", fold.clock(),
        "inp", numbers(inputs(fold.inputs())),
        "dis", numbers(position(fold.dispatched())),
        "tails", tails(fold.tails()));
  }

  /** Fields and values that are written once. */
  static List<Object> of(Meta meta) {
    List<Object> fields = new ArrayList<>(of(meta.fold()));
    fields.addAll(List.of("topic", meta.topicId(), "mf", meta.markersFrom(), "open", meta.open()));
    return fields;
  }

  /**
   * Whether it was sealed and is not lost, and all that was applied since was applied in whole: an
   * append-only file that ended within a transaction has it in part after the next but one start of
   * Redis (docs/adr/0041).
   */
  static boolean isWhole(Map<String, String> fields) {
    return fields.containsKey("off") && Objects.equals(fields.get("begun"), fields.get("done"));
  }

  static Meta parse(Map<String, String> fields) {
    Position position =
        new Position(
            number(fields, "off"),
            (int) number(fields, "le"),
            number(fields, "ep"),
            number(fields, "sq"));
    PartitionMeta fold =
        new PartitionMeta(
            position,
            number(fields, "clk"),
            inputs(text(fields, "inp")),
            position(text(fields, "dis")),
            tails(text(fields, "tails")));
    return new Meta(fold, text(fields, "topic"), number(fields, "mf"), number(fields, "open"));
  }

  private static long[] inputs(Inputs inputs) {
    return new long[] {
      inputs.requests(), inputs.requestsLeaderEpoch(), inputs.results(), inputs.resultsLeaderEpoch()
    };
  }

  private static Inputs inputs(String text) {
    long[] numbers = numbers(text);
    return new Inputs(numbers[0], (int) numbers[1], numbers[2], (int) numbers[3]);
  }

  private static long[] position(Position position) {
    return new long[] {position.offset(), position.leaderEpoch(), position.epoch(), position.seq()};
  }

  private static Position position(String text) {
    long[] numbers = numbers(text);
    return new Position(numbers[0], (int) numbers[1], numbers[2], numbers[3]);
  }

  private static String tails(Map<StepPartition, Long> tails) {
    return tails.entrySet().stream()
        .map(tail -> tail.getKey().pool() + "/" + tail.getKey().partition() + "/" + tail.getValue())
        .collect(Collectors.joining(" "));
  }

  private static Map<StepPartition, Long> tails(String text) {
    Map<StepPartition, Long> tails = new HashMap<>();
    for (String tail : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] parts = tail.split("/", -1);
      tails.put(new StepPartition(parts[0], Integer.parseInt(parts[1])), Long.valueOf(parts[2]));
    }
    return tails;
  }

  private static String numbers(long[] numbers) {
    return LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "Expected a meta with the field " + name + " but it has " + fields.keySet());
    }
    return value;
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(text(fields, name));
  }
}
