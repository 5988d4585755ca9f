package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;

import io.passo.asl.interpreter.GeneratedMachine.Sample;
import io.passo.asl.model.State;
import io.passo.asl.model.Workflow;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated machines in both query languages come to what their steps say. */
class GeneratedMachinesTest {
  private static final Map<String, Integer> COUNTS = new TreeMap<>();

  private static void count(Collection<State> states) {
    for (State state : states) {
      COUNTS.merge(state.type() + " states", 1, Integer::sum);
      COUNTS.merge(state.queryLanguage() + " states", 1, Integer::sum);
      Workflow.inside(state).forEach(inner -> count(inner.states().values()));
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @AfterAll
  static void tell() {
    System.out.println("generated machines: agreed with their steps " + COUNTS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldComeToWhatTheStepsSay(long seed) {
    // given
    Sample sample = GeneratedMachine.of(seed);
    Scenario run = given(sample.definition());

    // when
    run.started("{'n':3}").advance(Duration.ofMinutes(10));

    // then
    run.thenSucceeded("{'n':%d,'v':%d}".formatted(sample.expected().n(), sample.expected().v()));
    COUNTS.merge("machines", 1, Integer::sum);
    COUNTS.merge("events", run.history().size(), Integer::sum);
    count(run.state().machine().states().values());
  }
}
