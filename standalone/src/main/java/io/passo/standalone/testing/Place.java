package io.passo.standalone.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where in an execution a state is: at the top, or in a branch, iteration or child execution, as in
 * {@code PriceAndCheck[0].PriceItems[2]}.
 */
record Place(List<Step> steps) {
  /** Not inside of any state. */
  static final Place TOP = new Place(List.of());

  Place {
    steps = List.copyOf(steps);
  }

  /** One step inwards: branch, iteration or child {@code index} (from 0) of a state. */
  record Step(String state, int index) {}

  Place in(String state, int index) {
    List<Step> further = new ArrayList<>(steps);
    further.add(new Step(state, index));
    return new Place(further);
  }

  /** Indexes of the innermost {@code count} steps, outer before inner: {@code 1.0}. */
  String indexes(int count) {
    return steps.subList(steps.size() - count, steps.size()).stream()
        .map(step -> Integer.toString(step.index()))
        .collect(Collectors.joining("."));
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> step.state() + "[" + step.index() + "]")
        .collect(Collectors.joining("."));
  }
}
