package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.Event.FailureKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a redrive reads from a history is what there was: an execution that is stopped anywhere and
 * redriven stands where it stood, with the same inputs, results and variables.
 */
class RandomRedrivesTest {
  private static final String TASK =
      "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"f\"},"
          + "\"Retry\":[{\"ErrorEquals\":[\"A\"],\"MaxAttempts\":5}],"
          + "\"Catch\":[{\"ErrorEquals\":[\"B\"],\"Next\":\"%1$s2\",\"Assign\":{\"caught\":true}}],"
          + "\"Assign\":{\"v\":\"{%% $states.result %%}\"},\"Next\":\"%1$s2\"";
  private static final String MACHINE =
      """
      {"StartAt":"A","QueryLanguage":"JSONata","States":{
        "A":{"Type":"Pass","Assign":{"n":0},"Next":"M"},
        "M":{"Type":"Map","MaxConcurrency":3,
          "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Again"}],
          "ItemProcessor":{"StartAt":"P","States":{
            "P":{"Type":"Parallel","End":true,
              "Catch":[{"ErrorEquals":["C"],"Next":"Caught"}],
              "Branches":[
                {"StartAt":"T","States":{"T":{%s},"T2":{"Type":"Wait","Seconds":2,"End":true}}},
                {"StartAt":"U","States":{"U":{%s},
                  "U2":{"Type":"Map","Items":[1,2],"ItemProcessor":{"StartAt":"V","States":{
                    "V":{%s},"V2":{"Type":"Pass","End":true}}},"End":true}}}]},
            "Caught":{"Type":"Wait","Seconds":1,"End":true}}},
          "Output":"{%% $states.input %%}","Next":"Again"},
        "Again":{"Type":"Choice","Choices":[{"Condition":"{%% $n < 3 %%}","Next":"M",
          "Assign":{"n":"{%% $n + 1 %%}"},"Output":[1,2,3,4]}],"Default":"Done"},
        "Done":{"Type":"Succeed"}}}"""
          .formatted(TASK.formatted("T"), TASK.formatted("U"), TASK.formatted("V"));
  private static final List<String> ERRORS = List.of("A", "A", "B", "C", "D");

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(80);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldStandWhereItStood(long seed) {
    // given
    Random random = new Random(seed);
    Scenario run = given(MACHINE).started("[1,2,3,4]");

    // when / then
    for (int redrive = 0; redrive < 5 && run.state().exists(); redrive++) {
      for (int step = random.nextInt(40); step > 0 && run.state().exists(); step--) {
        run.when(anything(run, random));
      }
      if (run.state().exists()) {
        stopAndRedrive(run);
      }
    }
  }

  private static void stopAndRedrive(Scenario run) {
    List<Frame> before = run.state().frames();
    run.stopped(null, null).redriven();
    List<Frame> after = run.state().frames();
    assertThat(flows(after)).isEqualTo(flows(before));
    assertThat(others(after)).isEqualTo(others(before));
  }

  private static Map<FrameId, String> flows(List<Frame> frames) {
    return frames.stream()
        .flatMap(frame -> frame instanceof FlowFrame flow ? Stream.of(flow.flow()) : Stream.of())
        .collect(
            Collectors.toMap(
                Flow::id, flow -> flow.state() + " " + flow.visit() + " " + flow.input()));
  }

  /** Fan-outs, results and variables. */
  private static Map<FrameId, Frame> others(List<Frame> frames) {
    return frames.stream()
        .filter(
            frame ->
                !(frame instanceof FlowFrame
                    || frame instanceof StartFrame
                    || frame instanceof CountersFrame
                    || frame instanceof ItemsFrame))
        .collect(Collectors.toMap(Frame::id, frame -> frame));
  }

  private static Event anything(Scenario run, Random random) {
    List<OpenAttempt> open =
        run.state().openAttempts().stream()
            .sorted(Comparator.comparingLong(OpenAttempt::id))
            .toList();
    Optional<Timer> timer =
        run.state().pendingTimers().stream()
            .min(Comparator.comparing(Timer::due).thenComparing(t -> t.id().toString()));
    if (timer.isPresent() && (open.isEmpty() || random.nextInt(4) == 0)) {
      Duration until = Duration.between(run.now(), timer.get().due());
      return new Event.TimerFired(
          run.passed(until.isNegative() ? Duration.ZERO : until),
          random.nextLong(),
          timer.get().id());
    }
    long attempt = open.get(random.nextInt(open.size())).id();
    return random.nextInt(4) == 0
        ? new Event.TaskFailed(
            run.now(),
            random.nextLong(),
            attempt,
            FailureKind.FAILED,
            ERRORS.get(random.nextInt(ERRORS.size())),
            null)
        : new Event.TaskSucceeded(
            run.now(), random.nextLong(), attempt, Scenario.json("" + random.nextInt(100)));
  }
}
