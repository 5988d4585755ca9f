package io.passo.asl.lint;

import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one run would cost on AWS (operations.md §9, prices of us-east-1). Counted are state
 * transitions without retries, each loop once around, each Map with one item.
 *
 * @param fewest transitions of the shortest way through
 * @param most transitions of the longest way through
 * @param fitsExpress whether nothing in it needs a Standard state machine; its Tasks must still be
 *     quick and allowed to run twice
 */
public record Cost(long fewest, long most, boolean fitsExpress) {
  /** Dollars for a Standard state transition. */
  public static final double TRANSITION = 0.025 / 1000;

  /** Dollars for the start of an Express execution. */
  public static final double EXPRESS_REQUEST = 1.00 / 1_000_000;

  /** Dollars for 100 ms of an Express execution in 64 MB, the least that is billed. */
  public static final double EXPRESS_LEAST_DURATION = 0.1 * 64 / 1024 * 0.00001667;

  private static final long RUNS = 1_000_000;

  /** The cost of a state machine. */
  public static Cost of(StateMachine machine) {
    return new Cost(
        new Way(machine.workflow(), Math::min).transitions(),
        new Way(machine.workflow(), Math::max).transitions(),
        ExpressFit.of(machine));
  }

  /** Dollars for a million runs of the shortest way as a Standard state machine. */
  public double least() {
    return fewest * TRANSITION * RUNS;
  }

  /** Dollars for a million runs of the longest way as a Standard state machine. */
  public double greatest() {
    return most * TRANSITION * RUNS;
  }

  /** Dollars for a million runs as an Express state machine, each of at most 100 ms in 64 MB. */
  public double express() {
    return (EXPRESS_REQUEST + EXPRESS_LEAST_DURATION) * RUNS;
  }

  /** The shortest or longest way through one {@code States}. */
  private record Way(Workflow workflow, LongBinaryOperator better) {
    /** Transitions from the start to an end; 0 if no way ends. */
    long transitions() {
      Graph graph = new Graph(workflow);
      Map<String, Long> known = new HashMap<>();
      // In the order of leaving a depth-first search what follows comes first; ways back do not
      // count.
      for (String name : leaving(graph)) {
        State state = workflow.states().get(name);
        Long rest = state == null ? null : rest(state, graph, known);
        if (state != null && rest != null) {
          known.put(name, rest + 1 + inside(state));
        }
      }
      return known.getOrDefault(workflow.startAt(), 0L);
    }

    private List<String> leaving(Graph graph) {
      List<String> left = new ArrayList<>();
      Set<String> entered = new HashSet<>(Set.of(workflow.startAt()));
      Deque<Visit> open = new ArrayDeque<>();
      open.push(new Visit(workflow.startAt(), graph));
      while (!open.isEmpty()) {
        Visit visit = open.peek();
        if (!visit.targets().hasNext()) {
          left.add(open.pop().name());
        } else {
          String target = visit.targets().next();
          if (entered.add(target)) {
            open.push(new Visit(target, graph));
          }
        }
      }
      return left;
    }

    private @Nullable Long rest(State state, Graph graph, Map<String, Long> known) {
      Long best = Graph.ends(state) ? 0L : null;
      for (String target : graph.next(state.name())) {
        Long found = known.get(target);
        if (found != null) {
          best = best == null ? found : (Long) better.applyAsLong(best, found);
        }
      }
      return best;
    }

    /** Every branch runs. */
    private long inside(State state) {
      return Workflow.inside(state).stream()
          .mapToLong(inner -> new Way(inner, better).transitions())
          .sum();
    }
  }

  private record Visit(String name, Iterator<String> targets) {
    Visit(String name, Graph graph) {
      this(name, graph.next(name).iterator());
    }
  }
}
