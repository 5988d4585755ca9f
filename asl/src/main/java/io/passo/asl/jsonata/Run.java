package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Utils.RangeList;
import io.passo.asl.data.Entropy;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation and its bounds. They count work, not time, so that the same expression on the same
 * data ends the same way on every machine: a step for each node of the expression that is
 * evaluated, and more for values by their weight.
 *
 * <p>The weight of a value is about the number of nodes it has when written down, shared ones
 * counted each time: a small graph of shared arrays can stand for more than fits into memory.
 */
final class Run {
  private static final int MAX_DEPTH = 600;
  private static final long MAX_UNITS = 1_000_000;
  private static final long MAX_WEIGHT = 1_000_000;
  private static final long MAX_ALLOCATED = 2_000_000;
  private static final int STEP = 2;
  private static final int LIGHT = 16;
  private static final ThreadLocal<@Nullable Run> CURRENT = new ThreadLocal<>();

  private final Entropy entropy;
  private final Instant now;
  private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
  private int depth;
  private long units;
  private long allocated;

  Run(Entropy entropy, Instant now) {
    this.entropy = entropy;
    this.now = now;
  }

  /** The evaluation of this thread. */
  static Run current() {
    Run run = CURRENT.get();
    if (run == null) {
      throw new IllegalStateException("Expected a function to be called by an expression");
    }
    return run;
  }

  void begin() {
    CURRENT.set(this);
  }

  void end() {
    CURRENT.remove();
  }

  Entropy entropy() {
    return entropy;
  }

  Instant now() {
    return now;
  }

  /** A node of the expression is about to be evaluated. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw new JsonataError(
          "The expression recurses too deeply: expected at most " + MAX_DEPTH + " levels");
    }
    charge(STEP);
  }

  /** A node of the expression was evaluated. */
  void exit(@Nullable Object result) {
    depth--;
    if (result instanceof String text) {
      check(weigh(text));
      charge(text.length() / 128);
    } else if (result instanceof Collection || result instanceof Map) {
      long weight = weigh(result);
      if (!(result instanceof NodeView)) {
        check(weight);
      }
      charge(weight / 64);
    }
  }

  /** Pays for work. */
  void charge(long work) {
    units += work;
    if (units > MAX_UNITS) {
      throw new JsonataError("The expression takes too much work");
    }
  }

  /** Refuses a value that is too large. */
  void check(long weight) {
    if (weight > MAX_WEIGHT) {
      throw new JsonataError(
          "The expression makes a value that is too large: expected at most "
              + MAX_WEIGHT
              + " elements");
    }
  }

  /** About how many nodes a value has. */
  long weigh(@Nullable Object value) {
    return switch (value) {
      case String text -> 1 + text.length() / 4;
      case NodeView view -> view.weight();
      case RangeList range -> range.size();
      case Collection<?> list -> weigh(list, list.size() + 1, list);
      case Map<?, ?> map -> weigh(map, 4L * map.size() + 1, map.values());
      case null, default -> 1;
    };
  }

  private long weigh(Object value, long shallow, Collection<?> members) {
    if (shallow > LIGHT) {
      Long known = weights.get(value);
      if (known != null) {
        return known;
      }
    }
    long weight = shallow;
    for (Object member : members) {
      weight += weigh(member);
      check(weight);
    }
    if (shallow > LIGHT) {
      weights.put(value, weight);
    }
    allocated += shallow;
    if (allocated > MAX_ALLOCATED) {
      throw new JsonataError("The expression makes too many values");
    }
    return weight;
  }
}
