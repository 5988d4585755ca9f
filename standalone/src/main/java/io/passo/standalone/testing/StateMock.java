package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.standalone.testing.Response.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What stands for whatever a state calls. */
sealed interface StateMock {
  /** Where it is written: {@code file:line}. */
  String where();

  /**
   * Of a Task.
   *
   * @param responses the first that is for a call and not used up answers it
   * @param iterations the same for iterations by their indexes ({@code 2}, or {@code 1.2} for item
   *     2 of item 1) or {@code default}, each counted by itself; empty = {@code responses} are for
   *     all
   * @param mustBeUsed whether it is wrong if a response is left over
   */
  record OfTask(
      List<Response> responses,
      SequencedMap<String, List<Response>> iterations,
      boolean mustBeUsed,
      String where)
      implements StateMock {
    /** The key of {@link #iterations} for those that are not named. */
    static final String DEFAULT = "default";

    public OfTask {
      responses = List.copyOf(responses);
      iterations = new LinkedHashMap<>(iterations);
    }
  }

  /**
   * Of a Distributed Map.
   *
   * @param items what its ItemReader reads: an array, or an object whose members are the items
   * @param readerError what its ItemReader fails with
   * @param writerError what its ResultWriter fails with
   */
  record OfMap(
      @Nullable Json items,
      Outcome.@Nullable Thrown readerError,
      Outcome.@Nullable Thrown writerError,
      String where)
      implements StateMock {}
}
