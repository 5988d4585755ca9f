package io.passo.standalone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class TestCommandTest {
  private static final String ORDER =
      """
      {
        "StartAt": "Charge",
        "States": {
          "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:charge",
            "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["Declined"], "Next": "Cancel"}],
            "Next": "IsLarge"
          },
          "IsLarge": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Think"}],
            "Default": "Ship"
          },
          "Think": {"Type": "Wait", "Seconds": 2592000, "Next": "Ship"},
          "Ship": {"Type": "Succeed"},
          "Cancel": {"Type": "Fail", "Error": "Cancelled"}
        }
      }
      """;

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void define() {
    cli = new Cli(folder);
    cli.file("order.asl.json", ORDER);
  }

  private void tests(String yaml) {
    cli.file("order.test.yaml", "definition: order.asl.json\ntests:\n" + yaml.indent(2));
  }

  @Test
  void shouldPassAndListWhatIsNotCovered() {
    // given
    tests(
        """
        - name: waits for thirty days
          mocks: {Charge: {return: {total: 101}}}
          expect: {duration: 30d, path: [Charge, IsLarge, Think, Ship]}
        """);

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isZero();
    assertThat(cli.out())
        .contains(
            "PASS   waits for thirty days",
            "30d of virtual time",
            "order      4/5      1/2       0/1        0/1        55 %",
            "not covered  order: state Cancel",
            "not covered  order: choice IsLarge.Default → Ship",
            "not covered  order: retrier Charge.Retry[0] of Busy",
            "not covered  order: catcher Charge.Catch[0] of Declined → Cancel",
            "1 tests: 1 passed, 0 failed, coverage 55 %");
  }

  @Test
  void shouldFailWhenTooLittleIsCovered() {
    // given
    tests("- {name: ships, mocks: {Charge: {return: {total: 1}}}}");

    // when
    int exitCode = cli.test("--coverage-minimum", "90");

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.err()).contains("Expected a coverage of at least 90 % but it is 44 %");
  }

  @Test
  void shouldShowEveryDifference() {
    // given
    tests(
        """
        - name: is wrong everywhere
          mocks: {Charge: [{throw: {error: Busy, cause: later}}, {return: {total: 1, by: card}}]}
          expect:
            output: {total: 2}
            duration: 5s
            path: [Charge, Ship]
            states: {Charge: {visits: 1, attempts: 1, retries: 0}}
        """);

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out())
        .contains(
            "FAIL   is wrong everywhere",
            "order.test.yaml:3",
            "output /total: expected 2 but was 1",
            "output /by: expected nothing but was \"card\"",
            "duration: expected 5s but was 1s",
            "path: expected Charge → Ship but was Charge → IsLarge → Ship (first difference: state 2)",
            "Charge attempts: expected 1 but was 2",
            "Charge retries: expected 0 but was 1");
  }

  @Test
  void shouldSayWhichStateHasNoMock() {
    // given
    tests("- {name: forgets the card, input: {total: 3}}");

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out())
        .contains(
            "ERROR  forgets the card",
            "State 'Charge' calls arn:aws:lambda:us-east-1:000000000000:function:charge but the"
                + " test has no mock for it; called with {\"total\":3}");
  }

  @Test
  void shouldSayThatResponsesAreUsedUpOrLeftOver() {
    // given
    tests(
        """
        - name: too few
          mocks: {Charge: [{throw: {error: Busy}}]}
        - name: too many
          mocks: {Charge: [{return: {total: 1}}, {return: {total: 2}}]}
        """);

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out())
        .contains(
            "State 'Charge' is called once more than its mock at",
            "has responses for (1)",
            "mock of 'Charge': response 2 was used 0 times, expected 1");
  }

  @Test
  void shouldWriteJUnitXml() throws Exception {
    // given
    tests(
        """
        - name: ships
          mocks: {Charge: {return: {total: 1}}}
        - name: "is <wrong> & \\u0001"
          mocks: {Charge: {return: {total: 1}}}
          expect: {status: FAILED}
        - name: lacks a mock
        """);
    Path junit = folder.resolve("reports/junit.xml");

    // when
    int exitCode = cli.test("--junit", junit.toString());

    // then
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Files.newInputStream(junit))
            .getDocumentElement();
    assertThat(exitCode).isEqualTo(1);
    assertThat(root.getAttribute("tests")).isEqualTo("3");
    assertThat(root.getAttribute("failures")).isEqualTo("1");
    assertThat(root.getAttribute("errors")).isEqualTo("1");
    Element failed = (Element) root.getElementsByTagName("failure").item(0);
    assertThat(((Element) failed.getParentNode()).getAttribute("name")).isEqualTo("is <wrong> & ?");
    assertThat(failed.getAttribute("message"))
        .isEqualTo("status: expected FAILED but was SUCCEEDED");
  }

  @Test
  void shouldRunAMockConfigFileOfAws() {
    // given
    cli.file(
        "MockConfigFile.json",
        """
        {
          "StateMachines": {"order": {"TestCases": {
            "Happy": {"Charge": "Paid"},
            "Busy": {"Charge": "BusyTwice"},
            "Unmocked": {}
          }}},
          "MockedResponses": {
            "Paid": {"0": {"Return": {"total": 1}}},
            "BusyTwice": {
              "0-1": {"Throw": {"Error": "Busy", "Cause": "later"}},
              "2": {"Return": {"total": 1}}
            }
          }
        }
        """);

    // when
    int exitCode = cli.test("-o", "json");

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.json().findValuesAsText("result")).containsExactly("PASS", "PASS", "ERROR");
    assertThat(cli.json().at("/files/0/tests/2/problems/0").asText())
        .contains("State 'Charge' calls");
  }

  @Test
  void shouldTakeOnlyTestsThatAreAskedFor() {
    // given
    tests(
        """
        - {name: ships, mocks: {Charge: {return: {total: 1}}}}
        - {name: breaks}
        """);

    // when
    int exitCode = cli.test("--filter", "ship");

    // then
    assertThat(exitCode).isZero();
    assertThat(cli.out()).contains("1 tests: 1 passed").doesNotContain("breaks");
  }

  @Test
  void shouldEndWithOneWhenThereIsNoTest() {
    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.err()).contains("Expected tests (*.test.yaml or MockConfigFile.json) in");
  }
}
