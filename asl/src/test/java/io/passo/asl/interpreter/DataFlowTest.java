package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.givenState;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSONPath data flow in a Pass state and around a Task (asl.md §2). */
class DataFlowTest {
  private static final String RUNTIME = "States.Runtime";
  private static final String WHERE =
      "An error occurred while executing the state 'S' (entered at the event id #2). ";

  static Stream<Arguments> passes() {
    return Stream.of(
        pass("nothing: input is output", "'Comment':''", "{'a':1}", "{'a':1}"),
        pass("scalars pass", "'Comment':''", "3.50", "3.50"),
        pass("Result", "'Result':{'b':2}", "{'a':1}", "{'b':2}"),
        pass("paths in Result are text", "'Result':{'b.$':'$.a'}", "{'a':1}", "{'b.$':'$.a'}"),
        pass("Result null", "'Result':null", "{'a':1}", "null"),
        pass("InputPath", "'InputPath':'$.a'", "{'a':{'b':1}}", "{'b':1}"),
        pass("InputPath null", "'InputPath':null", "{'a':1}", "{}"),
        pass("InputPath on an array", "'InputPath':'$[1]'", "[1,2]", "2"),
        pass("InputPath context", "'InputPath':'$$.Execution.Name'", "{}", "'run'"),
        pass("Parameters", "'Parameters':{'x.$':'$.a','y':'$.a'}", "{'a':1}", "{'x':1,'y':'$.a'}"),
        pass("OutputPath", "'OutputPath':'$.a'", "{'a':[1]}", "[1]"),
        pass("OutputPath null", "'OutputPath':null", "{'a':1}", "{}"),
        pass("OutputPath context", "'OutputPath':'$$.Execution.Input'", "{'a':1}", "{'a':1}"),
        pass("ResultPath null", "'Result':1,'ResultPath':null", "{'a':1}", "{'a':1}"),
        pass("ResultPath $", "'Result':1,'ResultPath':'$'", "{'a':1}", "1"),
        pass("ResultPath inserts", "'Result':1,'ResultPath':'$.r'", "{'a':1}", "{'a':1,'r':1}"),
        pass("ResultPath deep", "'Result':1,'ResultPath':'$.x.y'", "{}", "{'x':{'y':1}}"),
        pass(
            "ResultPath inserts into the raw input",
            "'InputPath':'$.a','ResultPath':'$.r'",
            "{'a':{'b':1}}",
            "{'a':{'b':1},'r':{'b':1}}"),
        pass(
            "all together",
            "'InputPath':'$.a','Parameters':{'p.$':'$.b'},'ResultPath':'$.r','OutputPath':'$.r.p'",
            "{'a':{'b':7}}",
            "7"),
        pass(
            "context object",
            "'Parameters':{'e.$':'$$.Execution.Id','s.$':'$$.State.Name'}",
            "{}",
            "{'e':'" + Scenario.ARN + "','s':'S'}"),
        pass(
            "times of the context object",
            "'Parameters':{'e.$':'$$.State.EnteredTime','s.$':'$$.Execution.StartTime'}",
            "{}",
            "{'e':'2026-01-01T00:00:00Z','s':'2026-01-01T00:00:00Z'}"));
  }

  private static Arguments pass(String name, String fields, String input, String output) {
    return Arguments.of(name, fields, input, output);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passes")
  void shouldPassDataWhenAPassStateRuns(String name, String fields, String input, String output) {
    // given
    var run = givenState("'Type':'Pass'," + fields);

    // when
    run.started(input);

    // then
    run.thenSucceeded(output);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            "'InputPath':'$.no.such'",
            RUNTIME,
            WHERE + "Invalid path '$.no.such' : Missing property in path $['no']"),
        Arguments.of(
            "'OutputPath':'$.no.such'",
            RUNTIME,
            WHERE + "Invalid path '$.no.such' : Missing property in path $['no']"),
        Arguments.of(
            "'Parameters':{'value.$':'$.x'}",
            RUNTIME,
            WHERE
                + "The JSONPath '$.x' specified for the field 'value.$' could not be found in the"
                + " input '{\"a\":1}'"),
        Arguments.of(
            "'Result':1,'ResultPath':'$.a.b'",
            "States.ResultPathMatchFailure",
            WHERE + "Unable to apply ReferencePath $.a.b to input {\"a\":1}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void shouldFailTheExecutionWhenAPathDoesNotFit(String fields, String error, String cause) {
    // given
    var run = givenState("'Type':'Pass'," + fields);

    // when
    run.started("{'a':1}");

    // then
    run.thenFailed(error, cause);
  }

  @org.junit.jupiter.api.Test
  void shouldSelectFromTheResultWhenATaskSucceeds() {
    // given
    var run =
        givenState(
                """
                'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','InputPath':'$.in',
                'Parameters':{'FunctionName':'f','Payload.$':'$.x'},
                'ResultSelector':{'body.$':'$.Payload','n.$':'$$.State.RetryCount'},
                'ResultPath':'$.out','OutputPath':'$.out'""")
            .started("{'in':{'x':5}}");

    // when
    run.succeeded("{'Payload':'done','StatusCode':200}");

    // then
    run.thenSucceeded("{'body':'done','n':0}");
  }

  @org.junit.jupiter.api.Test
  void shouldKeepTheBytesOfAPayloadWhenNothingLooksIntoIt() {
    // given
    var run = givenState("'Type':'Pass','ResultPath':null");

    // when
    run.started("{ \"a\" : 1.0 }");

    // then
    org.assertj.core.api.Assertions.assertThat(run.end().output().text())
        .isEqualTo("{ \"a\" : 1.0 }");
  }
}
