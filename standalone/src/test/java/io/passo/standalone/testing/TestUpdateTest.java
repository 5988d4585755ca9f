package io.passo.standalone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestUpdateTest {
  private static final String DEFINITION =
      """
      {
        "StartAt": "Charge",
        "States": {
          "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:charge",
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1}],
            "Next": "Ship"
          },
          "Ship": {"Type": "Pass", "End": true}
        }
      }
      """;

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void define() {
    cli = new Cli(folder);
    cli.file("order.asl.json", DEFINITION);
  }

  private String updated(String yaml) throws IOException {
    Path file = cli.file("order.test.yaml", "definition: order.asl.json\n" + yaml);
    cli.test("--update");
    return Files.readString(file);
  }

  @Test
  void shouldWriteWhatIsObservedOverWhatWasExpected() throws IOException {
    // when
    String after =
        updated(
            """
            tests:
              # stays
              - name: ships
                expect:
                  output: {total: 1}
                  path: [Ship]
                  duration: 9s
                  states:
                    Charge: {attempts: 7, retries: 8, calls: [{}]}
                mocks:
                  Charge:
                    - {throw: {error: Busy}}
                    - {return: {total: 2}}

              - name: passes  # as it is
                mocks: {Charge: {return: 3}}
                expect: {output: 3}
            """);

    // then
    assertThat(after)
        .isEqualTo(
            """
            definition: order.asl.json
            tests:
              # stays
              - name: ships
                expect:
                  output: {"total": 2}
                  path: ["Charge", "Ship"]
                  duration: "1s"
                  states: {"Charge": {"attempts": 2, "retries": 1, "calls": [{}, {}]}}
                mocks:
                  Charge:
                    - {throw: {error: Busy}}
                    - {return: {total: 2}}

              - name: passes  # as it is
                mocks: {Charge: {return: 3}}
                expect: {output: 3}
            """);
    assertThat(cli.err()).contains("updated ", "order.test.yaml: ships").doesNotContain("passes");
  }

  @Test
  void shouldAddWhatIsObservedToTestsThatExpectNothing() throws IOException {
    // when
    String after =
        updated(
            """
            tests:
              - name: fails
                mocks:
                  Charge: {throw: {error: Declined, cause: no money}}
              - name: ships
                mocks: {Charge: {return: {total: 2}}}
            """);

    // then
    assertThat(after)
        .isEqualTo(
            """
            definition: order.asl.json
            tests:
              - name: fails
                mocks:
                  Charge: {throw: {error: Declined, cause: no money}}
                expect:
                  error: "Declined"
                  path: ["Charge"]
              - name: ships
                mocks: {Charge: {return: {total: 2}}}
                expect:
                  output: {"total": 2}
                  path: ["Charge", "Ship"]
            """);
    assertThat(cli.test()).isZero();
  }

  @Test
  void shouldKeepToTheMembersThatATestLooksAt() throws IOException {
    // when
    String after =
        updated(
            """
            tests:
              - name: ships
                mocks: {Charge: {return: {total: 2, id: random}}}
                expect:
                  outputContains: {total: 1}
            """);

    // then
    assertThat(after).contains("outputContains: {\"total\": 2}").doesNotContain("path:");
  }

  @Test
  void shouldWriteOutputsIntoTheirFiles() throws IOException {
    // given
    Path output = cli.file("out.json", "1");

    // when
    updated(
        """
        tests:
          - name: ships
            mocks: {Charge: {return: {total: 2}}}
            expect: {outputFile: out.json}
        """);

    // then
    assertThat(Files.readString(output))
        .isEqualTo(
            """
            {
              "total": 2
            }
            """);
  }

  @Test
  void shouldLeaveAFileThatItCannotUpdate() throws IOException {
    // given
    String yaml = "tests:\n  - {name: ships, mocks: {Charge: {return: 2}}, expect: {output: 1}}\n";

    // when
    String after = updated(yaml);

    // then
    assertThat(after).isEqualTo("definition: order.asl.json\n" + yaml);
    assertThat(cli.err())
        .contains("order.test.yaml:3: Expected a test in block style, which can be updated");
  }

  @Test
  void shouldNotHideMocksThatAreLeftOver() throws IOException {
    // when
    String after =
        updated(
            """
            tests:
              - name: ships
                mocks: {Charge: [{return: 2}, {return: 3}]}
                expect: {output: 2}
            """);

    // then
    assertThat(after).contains("expect: {output: 2}");
    assertThat(cli.test()).isEqualTo(1);
  }
}
