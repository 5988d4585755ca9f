package io.passo.standalone.testing;

import io.passo.asl.interpreter.StateObserver;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all tests together have covered of the state machines they ran. */
final class Coverage {
  private final Map<Path, OfMachine> machines = new LinkedHashMap<>();

  /** What can be covered. */
  enum Kind {
    STATE,
    /** A rule of a Choice state, or its {@code Default}. */
    CHOICE,
    CATCHER,
    /** Covered once an error was its, even if its attempts were used up. */
    RETRIER
  }

  /**
   * One thing that can be covered.
   *
   * @param index from 0; {@link StateObserver#DEFAULT} for {@code Default}
   */
  private record Point(Kind kind, String state, int index) {}

  /**
   * How much is covered.
   *
   * @param covered how many
   * @param total of how many
   */
  record Share(int covered, int total) {
    static final Share NOTHING = new Share(0, 0);

    Share plus(Share other) {
      return new Share(covered + other.covered, total + other.total);
    }

    /** In percent, rounded down; 100 of nothing. */
    int percent() {
      return total == 0 ? 100 : (int) (100L * covered / total);
    }
  }

  /** The coverage of one state machine; the same for all tests of the same file. */
  OfMachine of(Definition definition) {
    return machines.computeIfAbsent(
        definition.file().toAbsolutePath().normalize(), file -> new OfMachine(definition));
  }

  Collection<OfMachine> machines() {
    return machines.values();
  }

  /** Of all state machines together. */
  Share total() {
    return machines.values().stream().map(OfMachine::total).reduce(Share.NOTHING, Share::plus);
  }

  /** The coverage of one state machine. */
  static final class OfMachine {
    private final Definition definition;
    private final Map<Point, String> points = new LinkedHashMap<>();
    private final Set<Point> covered = new HashSet<>();

    private OfMachine(Definition definition) {
      this.definition = definition;
      definition.machine().workflow().forEachDeep((workflow, state) -> add(state));
    }

    private void add(State state) {
      points.put(new Point(Kind.STATE, state.name(), 0), "state " + state.name());
      if (state instanceof ChoiceState choice) {
        for (int i = 0; i < choice.choices().size(); i++) {
          points.put(
              new Point(Kind.CHOICE, state.name(), i),
              "choice " + state.name() + ".Choices[" + i + "] → " + choice.choices().get(i).next());
        }
        if (choice.defaultState() != null) {
          points.put(
              new Point(Kind.CHOICE, state.name(), StateObserver.DEFAULT),
              "choice " + state.name() + ".Default → " + choice.defaultState());
        }
      }
      if (state instanceof Recovering recovering) {
        addRecovery(state, recovering);
      }
    }

    private void addRecovery(State state, Recovering recovering) {
      List<Retrier> retriers = recovering.retry();
      for (int i = 0; i < retriers.size(); i++) {
        String errors = String.join(", ", retriers.get(i).errorEquals());
        points.put(
            new Point(Kind.RETRIER, state.name(), i),
            "retrier " + state.name() + ".Retry[" + i + "] of " + errors);
      }
      List<Catcher> catchers = recovering.catchers();
      for (int i = 0; i < catchers.size(); i++) {
        String errors = String.join(", ", catchers.get(i).errorEquals());
        points.put(
            new Point(Kind.CATCHER, state.name(), i),
            "catcher "
                + state.name()
                + ".Catch["
                + i
                + "] of "
                + errors
                + " → "
                + catchers.get(i).next());
      }
    }

    Definition definition() {
      return definition;
    }

    void cover(Kind kind, String state, int index) {
      covered.add(new Point(kind, state, index));
    }

    Share of(Kind kind) {
      int all = 0;
      int hit = 0;
      for (Point point : points.keySet()) {
        if (point.kind() == kind) {
          all++;
          hit += covered.contains(point) ? 1 : 0;
        }
      }
      return new Share(hit, all);
    }

    Share total() {
      Share sum = Share.NOTHING;
      for (Kind kind : Kind.values()) {
        sum = sum.plus(of(kind));
      }
      return sum;
    }

    /** What nothing has covered, for people, in the order of the definition. */
    List<String> uncovered() {
      List<String> missing = new ArrayList<>();
      points.forEach(
          (point, text) -> {
            if (!covered.contains(point)) {
              missing.add(text);
            }
          });
      return missing;
    }
  }
}
