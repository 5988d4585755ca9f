package io.passo.standalone.testing;

import io.passo.asl.interpreter.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which responses one run has used. */
final class MockUses {
  private static final int SHOWN = 300;

  private final Mocks mocks;
  private final Map<Use, Integer> uses = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();

  MockUses(Mocks mocks) {
    this.mocks = mocks;
  }

  /**
   * One response where it is counted.
   *
   * @param list key of the iterations it is for; empty = for all
   * @param place the iteration that it is counted for; the top if it is counted for all
   */
  private record Use(String state, String list, Place place, int index) {}

  /** How often the state has called, this time included. */
  int count(String state) {
    return calls.merge(state, 1, Integer::sum);
  }

  /**
   * The response for a call, which is used up by it.
   *
   * @throws UnmockedException if there is none
   */
  Response next(Effect.ScheduleTask call, Place place) {
    if (!(mocks.of(call.stateName()).orElse(null) instanceof StateMock.OfTask mock)) {
      throw new UnmockedException(
          "State '"
              + call.stateName()
              + "' calls "
              + call.resource().arn()
              + " but the test has no mock for it; called with "
              + shown(call));
    }
    String list = list(mock, place);
    List<Response> responses =
        mock.iterations().getOrDefault(list, list.isEmpty() ? mock.responses() : List.of());
    Place counted = list.isEmpty() ? Place.TOP : place;
    for (int i = 0; i < responses.size(); i++) {
      Response response = responses.get(i);
      Use use = new Use(call.stateName(), list, counted, i);
      int used = uses.getOrDefault(use, 0);
      if (used < response.times() && isFor(response, call)) {
        uses.put(use, used + 1);
        return response;
      }
    }
    throw new UnmockedException(
        "State '"
            + call.stateName()
            + (place.steps().isEmpty() ? "'" : "' in " + place)
            + " is called once more than its mock at "
            + mock.where()
            + " has responses for ("
            + total(responses)
            + "); called with "
            + shown(call));
  }

  private static String list(StateMock.OfTask mock, Place place) {
    for (int count = place.steps().size(); count > 0; count--) {
      String indexes = place.indexes(count);
      if (mock.iterations().containsKey(indexes)) {
        return indexes;
      }
    }
    return mock.iterations().containsKey(StateMock.OfTask.DEFAULT) ? StateMock.OfTask.DEFAULT : "";
  }

  private static boolean isFor(Response response, Effect.ScheduleTask call) {
    return response.when() == null
        || Differences.of("", response.when().node(), call.parameters().node(), true).isEmpty();
  }

  private static int total(List<Response> responses) {
    return responses.stream().mapToInt(Response::times).sum();
  }

  private static String shown(Effect.ScheduleTask call) {
    String text = call.parameters().text();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }

  /** What is left of the mocks that must be used, for people. */
  List<String> leftOver() {
    List<String> left = new ArrayList<>();
    new TreeMap<>(mocks.states())
        .forEach(
            (state, mock) -> {
              if (mock instanceof StateMock.OfTask task && task.mustBeUsed()) {
                leftOver(state, "", task.responses(), left);
                task.iterations().forEach((list, all) -> leftOver(state, list, all, left));
              }
            });
    return left;
  }

  private void leftOver(String state, String list, List<Response> responses, List<String> left) {
    for (int i = 0; i < responses.size(); i++) {
      int times = responses.get(i).times();
      int used = used(state, list, i);
      if (used == 0 || (used < times && times != Response.ALWAYS)) {
        left.add(
            "mock of '%s'%s: response %d was used %d times, expected %s"
                .formatted(
                    state,
                    list.isEmpty() ? "" : " for iteration " + list,
                    i + 1,
                    used,
                    times == Response.ALWAYS ? "at least 1" : Integer.toString(times)));
      }
    }
  }

  /** The most uses in one iteration. */
  private int used(String state, String list, int index) {
    return uses.entrySet().stream()
        .filter(use -> use.getKey().state().equals(state) && use.getKey().list().equals(list))
        .filter(use -> use.getKey().index() == index)
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElse(0);
  }
}
