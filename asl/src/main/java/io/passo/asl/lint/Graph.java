package io.passo.asl.lint;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.Continuing;
import io.passo.asl.model.FailState;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import io.passo.asl.model.SucceedState;
import io.passo.asl.model.Transition;
import io.passo.asl.model.Workflow;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The transitions of one {@code States}. */
final class Graph {
  private final Workflow workflow;
  private final Map<String, Set<String>> next = new LinkedHashMap<>();
  private final Map<String, Set<String>> previous = new HashMap<>();

  Graph(Workflow workflow) {
    this.workflow = workflow;
    for (State state : workflow.states().values()) {
      Set<String> targets = targets(state);
      next.put(state.name(), targets);
      targets.forEach(
          target -> previous.computeIfAbsent(target, name -> new HashSet<>()).add(state.name()));
    }
  }

  /** States that may follow, those of Catchers included. */
  Set<String> next(String state) {
    return next.getOrDefault(state, Set.of());
  }

  /** States that it may follow. */
  Set<String> previous(String state) {
    return previous.getOrDefault(state, Set.of());
  }

  /** States from which the workflow can end. */
  Set<String> ending() {
    Set<String> ending = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    workflow.states().values().stream().filter(Graph::ends).forEach(s -> open.add(s.name()));
    while (!open.isEmpty()) {
      String name = open.poll();
      if (ending.add(name)) {
        open.addAll(previous(name));
      }
    }
    return ending;
  }

  /** Whether a state can be reached from itself. */
  boolean isInLoop(String state) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(next(state));
    while (!open.isEmpty()) {
      String name = open.poll();
      if (name.equals(state)) {
        return true;
      }
      if (reached.add(name)) {
        open.addAll(next(name));
      }
    }
    return false;
  }

  static boolean ends(State state) {
    return switch (state) {
      case SucceedState ignored -> true;
      case FailState ignored -> true;
      case Continuing continuing -> continuing.transition() instanceof Transition.End;
      case ChoiceState ignored -> false;
    };
  }

  private static Set<String> targets(State state) {
    Set<String> targets = new LinkedHashSet<>();
    if (state instanceof Continuing continuing
        && continuing.transition() instanceof Transition.Next(String name)) {
      targets.add(name);
    }
    if (state instanceof ChoiceState choice) {
      choice.choices().forEach(each -> targets.add(each.next()));
      if (choice.defaultState() != null) {
        targets.add(choice.defaultState());
      }
    }
    if (state instanceof Recovering recovering) {
      List<Catcher> catchers = recovering.catchers();
      catchers.forEach(catcher -> targets.add(catcher.next()));
    }
    return targets;
  }
}
