package io.passo.standalone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are not as they should be: the line, and what was expected there. */
class TestFilesTest {
  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void define() {
    cli = new Cli(folder);
    cli.file(
        "machine.asl.json",
        """
        {"StartAt": "Call", "States": {
          "Call": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Done",
                   "Parameters": {"QueueUrl": "q", "MessageBody": "m"}},
          "Done": {"Type": "Succeed"}}}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Call: {return: 1, throw: {error: E}}  | 5 | Expected exactly one of return, payload, throw, never and execute but found [return, throw]
          Call: {}                              | 5 | Expected exactly one of return, payload, throw, never and execute but found []
          Call: {returns: 1}                    | 5 | Expected one of delay, execute, heartbeat, never, payload, return, submitted, throw, times, when but found 'returns'
          Call: {throw: {cause: c}}             | 5 | Expected a field 'error' in 'tests[0]/mocks/Call/throw' but found none
          Call: {payload: 1}                    | 5 | Expected 'return' because 'Call' is no lambda:invoke, which has a payload
          Call: {return: 1, delay: soon}        | 5 | Expected 'tests[0]/mocks/Call/delay' to be a duration such as 1h30m, 2s, 500ms or PT4S but found "soon"
          Call: {iterations: {x: {return: 1}}}  | 5 | Expected an index such as 2, indexes such as 1.2, or default but found 'x'
          Call: {return: 1, times: 0}           | 5 | Expected 'tests[0]/mocks/Call/times' to be a whole number of at least 1 but found 0
          Done: {return: 1}                     | 5 | Expected the name of a Task or Distributed Map but 'Done' is a SUCCEED
          Cal: {return: 1}                      | 5 | Expected a state of
          Call: *same                           | 5 | Expected a value but found the alias *same: write it out
          """)
  void shouldSayWhatIsWrongWithAMock(String mock, int line, String expected) {
    // given
    cli.file(
        "bad.test.yaml",
        "definition: machine.asl.json\ntests:\n  - name: bad\n    mocks:\n      " + mock + "\n");

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out()).contains("bad.test.yaml:" + line + ": " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {output: 1, outputFile: o.json}       | Expected one of output and outputFile but found both
          {status: DONE}                        | Expected 'tests[0]/expect/status' to be one of
          {status: RUNNING}                     | Expected a status that an execution ends with but found RUNNING
          {states: {Cal: {visits: 1}}}          | Expected a state of
          {states: {Call: {visit: 1}}}          | Expected one of attempts, calls, retries, visits but found 'visit'
          {outputFile: nowhere.json}            | Expected a file in UTF-8 but it cannot be read
          """)
  void shouldSayWhatIsWrongWithAnExpectation(String expect, String expected) {
    // given
    cli.file(
        "bad.test.yaml",
        "definition: machine.asl.json\ntests:\n  - name: bad\n    expect: " + expect + "\n");

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out()).contains(expected);
  }

  @Test
  void shouldRunTheOtherFilesWhenOneIsBroken() {
    // given
    cli.file("a.test.yaml", "definition: machine.asl.json\ntests: [\n");
    cli.file(
        "b.test.yaml",
        """
        definition: machine.asl.json
        tests: [{name: calls, mocks: {Call: {return: {MessageId: m}}}}]
        """);

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out())
        .contains(
            "a.test.yaml:2: Expected YAML but", "PASS   calls", "1 file(s) could not be read");
  }

  @Test
  void shouldSayWhereADefinitionIsWrong() {
    // given
    cli.file(
        "broken.asl.json", "{\n\"StartAt\": \"A\",\n\"States\": {\n\"A\": {\"Type\": \"Pass\"}}}");
    cli.file("c.test.yaml", "definition: broken.asl.json\ntests: [{name: any}]\n");

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out()).contains("broken.asl.json:4: Expected a valid definition but found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"1": {"Return": 1}}                                            | Expected a response for invocation 0 but the next one is for 1
          {"0": {"Return": 1}, "2": {"Return": 1}}                        | Expected a response for invocation 1 but the next one is for 2
          {"0-2": {"Return": 1}, "1": {"Return": 1}}                      | Expected a response for invocation 3 but the next one is for 1
          {"first": {"Return": 1}}                                        | Expected the number of an invocation such as 0 or 1-3 but found 'first'
          {"0": {"Return": 1, "Throw": {"Error": "E", "Cause": "c"}}}     | Expected exactly one of Return and Throw
          {"0": {"Throw": {"Error": "E"}}}                                | Expected a field 'Cause'
          """)
  void shouldSayWhatIsWrongWithAMockConfigFile(String responses, String expected) {
    // given
    cli.file(
        "MockConfigFile.json",
        """
        {"StateMachines": {"machine": {"TestCases": {"One": {"Call": "R"}}}},
         "MockedResponses": {
           "R": %s}}
        """
            .formatted(responses));

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out()).contains("MockConfigFile.json:3: " + expected);
  }
}
