package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution that is tried.
 *
 * @param line where it is written in its file
 * @param start how it starts; in it are the input and the virtual time
 * @param seed where everything random comes from
 * @param stop when it is stopped from outside; null = never
 */
record TestCase(
    String name,
    int line,
    Definition definition,
    ExecutionStart start,
    Mocks mocks,
    long seed,
    @Nullable Stop stop,
    Expectation expectation) {

  /**
   * {@code StopExecution}.
   *
   * @param after so long after the start
   */
  record Stop(Duration after, @Nullable String error, @Nullable String cause) {}

  /** The input. */
  Json input() {
    return start.input();
  }

  /**
   * The tests of one file.
   *
   * @param name the file as it was named
   */
  record Suite(String name, List<TestCase> cases) {
    Suite {
      cases = List.copyOf(cases);
    }
  }
}
