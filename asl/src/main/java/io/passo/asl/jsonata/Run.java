package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Utils.RangeList;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Json;
import java.time.Instant;
import java.util.Arrays;
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
 *
 * <p>Bounds grow with what the expression was given: an installation may allow payloads of many
 * megabytes, and to hand on what came in is always within bounds.
 */
final class Run {
  /** AWS's texts (observed). */
  static final String TOO_DEEP =
      "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
          + " tail-recursive.";

  private static final String TOO_LONG = "Expression evaluation timeout: Check for infinite loop";
  private static final String TOO_LARGE =
      "Expression evaluation memory limit exceeded: Check for excessive memory usage";
  private static final int MAX_DEPTH = 600;
  private static final long MAX_UNITS = 1_000_000;
  private static final long MAX_WEIGHT = 1_000_000;
  private static final long MAX_ALLOCATED = 2_000_000;
  private static final int BYTES_PER_UNIT = 16;
  private static final int STEP = 2;
  private static final int LIGHT = 16;
  private static final ThreadLocal<@Nullable Run> CURRENT = new ThreadLocal<>();

  private final JsonataScope scope;
  private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
  private @Nullable Object[] open = new Object[LIGHT];
  private int depth;
  private long units;
  private long allocated;
  private long given = -1;

  Run(JsonataScope scope) {
    this.scope = scope;
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
    return scope.entropy();
  }

  Instant now() {
    return scope.now();
  }

  /** A node of the expression is about to be evaluated. */
  void enter(Object node) {
    if (++depth > MAX_DEPTH) {
      throw new JsonataError(TOO_DEEP);
    }
    if (depth > open.length) {
      open = Arrays.copyOf(open, 2 * open.length);
    }
    open[depth - 1] = node;
    charge(STEP);
  }

  /** A node of the expression was evaluated. */
  void exit(@Nullable Object result) {
    depth--;
    if (result instanceof String text) {
      check(weigh(text));
      charge(text.length() / 128);
    } else if (result instanceof States) {
      return; // members pay for themselves when they are looked at
    } else if (result instanceof Collection || result instanceof Map) {
      long weight = weigh(result);
      if (!(result instanceof NodeView)) {
        check(weight);
      }
      charge(weight / 64);
    }
  }

  /** The node whose evaluation failed: the one that was entered last and not left. */
  @Nullable Object failed() {
    return depth == 0 || depth > open.length ? null : open[depth - 1];
  }

  /** Pays for work. */
  void charge(long work) {
    units += work;
    if (units > MAX_UNITS && units > MAX_UNITS + given() / BYTES_PER_UNIT) {
      throw new JsonataError(TOO_LONG);
    }
  }

  /** Refuses a value that is too large. */
  void check(long weight) {
    if (weight > MAX_WEIGHT && weight > MAX_WEIGHT + given()) {
      throw new JsonataError(TOO_LARGE);
    }
  }

  /** Bytes that the expression was given; measured only if a bound is near. */
  private long given() {
    if (given < 0) {
      given = size(scope.input()) + size(scope.result()) + size(scope.errorOutput());
    }
    return given;
  }

  private static long size(@Nullable Json value) {
    return value == null ? 0 : value.size();
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
    if (allocated > MAX_ALLOCATED && allocated > MAX_ALLOCATED + given()) {
      throw new JsonataError(TOO_LARGE);
    }
    return weight;
  }
}
