package io.passo.standalone.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something of which one execution can have few or many: its price for each is to stay the same.
 */
public enum Shape {
  /** An inline Map; its size is the number of items, each one Task. */
  MAP("item", "wide"),
  /** A loop of a Choice and a Pass; its size is the number of transitions. */
  LOOP("transition", "loop");

  private final String unit;
  private final String definition;

  Shape(String unit, String definition) {
    this.unit = unit;
    this.definition = definition;
  }

  /** What is counted: item, transition. */
  public String unit() {
    return unit;
  }

  String machineName() {
    return "bench-" + definition;
  }

  String definition() {
    return Workload.resource(definition);
  }

  /** JSON that makes an execution of that size. */
  String input(int size) {
    return switch (this) {
      case MAP ->
          IntStream.range(0, size)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(",", "{\"items\":[", "]}"));
      case LOOP -> "{\"left\":" + size / 2 + "}";
    };
  }
}
