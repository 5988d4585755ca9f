package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Event.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random events against machines that use everything: results of any attempt in any order, late and
 * doubled ones, time passing, a stop. What must hold at every step is checked by {@link Scenario}.
 */
class RandomRunsTest {
  private static final String TASK =
      """
      "Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f",\
      "TimeoutSeconds":20,"Retry":[{"ErrorEquals":["A"],"MaxAttempts":2,"JitterStrategy":"FULL"}],\
      "Catch":[{"ErrorEquals":["B"],"Next":"%1$sEnd"}],"Next":"%1$sEnd"\
      """;
  private static final String MACHINE =
      """
      {"StartAt":"M","TimeoutSeconds":300,"States":{
        "M":{"Type":"Map","ItemsPath":"$.items","MaxConcurrency":3,"ResultPath":"$.out",
          "Retry":[{"ErrorEquals":["C"],"MaxAttempts":1}],
          "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"Wait"}],
          "ItemProcessor":{"StartAt":"P","States":{
            "P":{"Type":"Parallel","End":true,
              "Retry":[{"ErrorEquals":["D"],"MaxAttempts":1}],
              "Branches":[
                {"StartAt":"T","States":{"T":{%s},"TEnd":{"Type":"Pass","End":true}}},
                {"StartAt":"U","States":{"U":{%s},"UEnd":{"Type":"Wait","Seconds":1,"End":true}}}]}}},
          "Next":"Wait"},
        "Wait":{"Type":"Wait","Seconds":3,"Next":"Callback"},
        "Callback":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Parameters":{"QueueUrl":"q","MessageBody":{"token.$":"$$.Task.Token"}},
          "HeartbeatSeconds":10,"ResultPath":null,
          "Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Done"}],"Next":"Done"},
        "Done":{"Type":"Succeed"}}}"""
          .formatted(TASK.formatted("T"), TASK.formatted("U"));
  private static final String JSONATA_MACHINE =
      """
      {"StartAt":"A","QueryLanguage":"JSONata","States":{
        "A":{"Type":"Pass","Assign":{"items":"{% $shuffle($states.input.items) %}","n":0},"Next":"M"},
        "M":{"Type":"Map","Items":"{% $append($items, $round($random() * 9)) %}","MaxConcurrency":2,
          "Retry":[{"ErrorEquals":["C","States.QueryEvaluationError"],"MaxAttempts":1}],
          "Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"error":"{% $states.errorOutput %}"},
            "Output":"{% $states.input %}","Next":"Again"}],
          "ItemSelector":{"item":"{% $states.context.Map.Item.Value %}"},
          "ItemProcessor":{"StartAt":"P","States":{
            "P":{"Type":"Pass","Assign":{"own":"{% $states.input.item %}"},"Next":"F"},
            "F":{"Type":"Parallel","Branches":[
              {"StartAt":"T","States":{"T":{TASK}}},
              {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":"{% $own %}","End":true}}}],
              "Output":"{% $own + $count($states.result) %}","End":true}}},
          "Output":"{% $sum($states.result) %}","Assign":{"sum":"{% $sum($states.result) %}"},
          "Next":"Again"},
        "Again":{"Type":"Choice","Choices":[{"Condition":"{% $n < 2 %}","Next":"M",
          "Assign":{"n":"{% $n + 1 %}"},"Output":{"items":"{% $items %}"}}],"Default":"Done"},
        "Done":{"Type":"Succeed","Output":{"n":"{% $n %}","sum":"{% $exists($sum) ? $sum : 0 %}"}}}}"""
          .replace(
              "TASK",
              """
              "Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":"{% 20 %}",\
              "Arguments":{"FunctionName":"f","Payload":"{% $own %}"},\
              "Retry":[{"ErrorEquals":["A"],"MaxAttempts":2,"JitterStrategy":"FULL"}],\
              "Assign":{"result":"{% $states.result[0] %}"},"Output":"{% $states.result %}","End":true\
              """);
  private static final List<FailureKind> KINDS = List.of(FailureKind.values());
  private static final List<String> ERRORS = List.of("A", "B", "C", "D", "E", "States.Runtime");
  private static final Set<EventType> LAST =
      Set.of(
          EventType.EXECUTION_SUCCEEDED,
          EventType.EXECUTION_FAILED,
          EventType.EXECUTION_ABORTED,
          EventType.EXECUTION_TIMED_OUT);

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldHoldItsPropertiesWhateverHappens(long seed) {
    hold(MACHINE, seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldHoldItsPropertiesInJsonata(long seed) {
    hold(JSONATA_MACHINE, seed);
  }

  private static void hold(String machine, long seed) {
    // given
    Random random = new Random(seed);
    Scenario run = given(machine).started("{\"items\":[1,2,3,4,5]}");
    List<Event> past = new ArrayList<>();

    // when
    for (int step = 0; step < 400 && run.state().exists(); step++) {
      Event event = anything(run, random, past);
      run.when(event);
      past.add(event);
    }
    run.advance(Duration.ofHours(1));

    // then
    List<HistoryEvent> history = run.history();
    assertThat(run.end()).isNotNull();
    assertThat(history.stream().filter(event -> LAST.contains(event.type()))).hasSize(1);
    assertThat(LAST).contains(history.getLast().type());
    assertThat(history)
        .allSatisfy(event -> assertThat(event.previousEventId()).isLessThan(event.id()));
  }

  private static Event anything(Scenario run, Random random, List<Event> past) {
    int choice = random.nextInt(100);
    if (choice < 20 && !past.isEmpty()) {
      return past.get(random.nextInt(past.size()));
    }
    List<OpenAttempt> open =
        run.state().openAttempts().stream()
            .sorted(java.util.Comparator.comparingLong(OpenAttempt::id))
            .toList();
    if (choice == 99 && random.nextInt(10) == 0) {
      return new Event.StopRequested(run.now(), random.nextLong(), null, null);
    }
    if (open.isEmpty() || choice > 85) {
      Duration duration = Duration.ofMillis(random.nextInt(5000));
      return run.state().pendingTimers().stream()
          .min(java.util.Comparator.comparing(Timer::due).thenComparing(t -> t.id().toString()))
          .<Event>map(
              timer -> new Event.TimerFired(run.passed(duration), random.nextLong(), timer.id()))
          .orElseThrow();
    }
    long attempt = open.get(random.nextInt(open.size())).id();
    return switch (random.nextInt(6)) {
      case 0 -> new Event.TaskStarted(run.now(), random.nextLong(), attempt, null);
      case 1 -> new Event.TaskSubmitted(run.now(), random.nextLong(), attempt, Scenario.json("{}"));
      case 2 ->
          new Event.TaskFailed(
              run.now(),
              random.nextLong(),
              attempt,
              KINDS.get(random.nextInt(KINDS.size())),
              ERRORS.get(random.nextInt(ERRORS.size())),
              "cause");
      case 3 -> new Event.TaskHeartbeat(run.now(), random.nextLong(), attempt);
      default ->
          new Event.TaskSucceeded(run.now(), random.nextLong(), attempt, Scenario.json("[1]"));
    };
  }
}
