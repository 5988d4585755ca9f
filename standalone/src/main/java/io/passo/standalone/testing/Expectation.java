package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.local.LocalResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants to see; what is null or empty is not looked at.
 *
 * @param output the output, exactly
 * @param outputContains members that the output has among others
 * @param path states at the top in the order in which they are entered
 * @param paths the same inside of a branch, iteration or child execution, by {@link Place}
 * @param duration virtual time from start to end
 * @param states what is wanted of single states
 */
record Expectation(
    ExecutionStatus status,
    @Nullable Json output,
    @Nullable Json outputContains,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String causeContains,
    @Nullable List<String> path,
    Map<String, List<String>> paths,
    @Nullable Duration duration,
    Map<String, OfState> states) {
  /** That the execution succeeds. */
  static final Expectation SUCCESS =
      new Expectation(
          ExecutionStatus.SUCCEEDED, null, null, null, null, null, null, Map.of(), null, Map.of());

  Expectation {
    paths = Map.copyOf(paths);
    states = Map.copyOf(states);
  }

  /**
   * What is wanted of a state, in all places together.
   *
   * @param visits how often it is entered
   * @param attempts how often it calls
   * @param retries how often a Retrier has it tried again
   * @param calls what its calls contain, in order
   */
  record OfState(
      @Nullable Integer visits,
      @Nullable Integer attempts,
      @Nullable Integer retries,
      @Nullable List<Json> calls) {}

  /** What differs, one line each; empty if all is as wanted. */
  List<String> differences(LocalResult result, Duration took, Trace trace) {
    List<String> found = new ArrayList<>();
    compareEnd(result, found);
    if (duration != null && !duration.equals(took)) {
      found.add(
          "duration: expected " + Durations.text(duration) + " but was " + Durations.text(took));
    }
    if (path != null) {
      comparePath("path", path, pathAt(Place.TOP.toString(), trace.paths()), found);
    }
    paths.forEach(
        (place, wanted) -> comparePath(place, wanted, pathAt(place, trace.paths()), found));
    states.forEach((state, wanted) -> compare(state, wanted, trace, found));
    return found;
  }

  /** States that were entered at a place, in order. */
  static List<String> pathAt(String place, Map<Place, List<String>> paths) {
    return paths.entrySet().stream()
        .filter(entry -> entry.getKey().toString().equals(place))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  private void compareEnd(LocalResult result, List<String> found) {
    if (status != result.status()) {
      String why =
          result.error() == null && result.cause() == null
              ? ""
              : " (" + result.error() + ": " + result.cause() + ")";
      found.add("status: expected " + status + " but was " + result.status() + why);
    }
    Json actual = result.output();
    JsonNode node = actual == null ? MissingNode.getInstance() : actual.node();
    if (output != null) {
      found.addAll(Differences.of("output", output.node(), node, false));
    }
    if (outputContains != null) {
      found.addAll(Differences.of("output", outputContains.node(), node, true));
    }
    compareText("error", error, result.error(), found);
    compareText("cause", cause, result.cause(), found);
    String given = result.cause();
    if (causeContains != null && (given == null || !given.contains(causeContains))) {
      found.add("cause: expected it to contain '" + causeContains + "' but was '" + given + "'");
    }
  }

  private static void compareText(
      String name, @Nullable String expected, @Nullable String actual, List<String> found) {
    if (expected != null && !expected.equals(actual)) {
      found.add(name + ": expected '" + expected + "' but was '" + actual + "'");
    }
  }

  private static void comparePath(
      String name, List<String> expected, List<String> actual, List<String> found) {
    if (expected.equals(actual)) {
      return;
    }
    int same = 0;
    while (same < Math.min(expected.size(), actual.size())
        && expected.get(same).equals(actual.get(same))) {
      same++;
    }
    found.add(
        "%s: expected %s but was %s (first difference: state %d)"
            .formatted(name, shown(expected), shown(actual), same + 1));
  }

  private static String shown(List<String> path) {
    return path.isEmpty() ? "no state" : String.join(" → ", path);
  }

  private static void compare(String state, OfState wanted, Trace trace, List<String> found) {
    compareNumber(state + " visits", wanted.visits(), trace.visits(state), found);
    List<Json> calls = trace.calls(state);
    compareNumber(state + " attempts", wanted.attempts(), calls.size(), found);
    compareNumber(state + " retries", wanted.retries(), trace.retries(state), found);
    List<Json> expected = wanted.calls();
    if (expected != null) {
      if (expected.size() != calls.size()) {
        found.add(
            state + " calls: expected " + expected.size() + " but found " + calls.size() + calls);
      }
      for (int i = 0; i < Math.min(expected.size(), calls.size()); i++) {
        found.addAll(
            Differences.of(
                state + " call " + (i + 1), expected.get(i).node(), calls.get(i).node(), true));
      }
    }
  }

  private static void compareNumber(
      String name, @Nullable Integer expected, int actual, List<String> found) {
    if (expected != null && !Objects.equals(expected, actual)) {
      found.add(name + ": expected " + expected + " but was " + actual);
    }
  }
}
