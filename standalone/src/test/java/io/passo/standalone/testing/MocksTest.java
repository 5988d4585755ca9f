package io.passo.standalone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mocks can stand for. */
class MocksTest {
  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  private void shouldPass(String definition, String tests) {
    cli.file("machine.asl.yaml", definition);
    cli.file("machine.test.yaml", "definition: machine.asl.yaml\ntests:\n" + tests.indent(2));
    int exitCode = cli.test();
    assertThat(cli.out()).doesNotContain("FAIL", "ERROR");
    assertThat(exitCode).isZero();
  }

  @Test
  void shouldAnswerNestedIterationsByTheirIndexes() {
    shouldPass(
        """
        StartAt: Outer
        States:
          Outer:
            Type: Map
            End: true
            ItemProcessor:
              StartAt: Inner
              States:
                Inner:
                  Type: Map
                  End: true
                  ItemProcessor:
                    StartAt: Call
                    States:
                      Call:
                        Type: Task
                        Resource: arn:aws:lambda:us-east-1:000000000000:function:f
                        Retry: [{ErrorEquals: [E], MaxAttempts: 1}]
                        End: true
        """,
        """
        - name: by indexes
          input: [[1, 2], [3, 4]]
          mocks:
            Call:
              iterations:
                "1.0": [{throw: {error: E}}, {return: again}]
                "1": {return: second}
                default: {return: first}
          expect:
            output: [[first, second], [again, second]]
            paths: {"Outer[1].Inner[0]": [Call], "Outer[1]": [Inner]}
            states: {Call: {attempts: 5, retries: 1, visits: 4}}
        """);
  }

  @Test
  void shouldEndCallbacksJobsAndActivitiesInVirtualTime() {
    shouldPass(
        """
        StartAt: Ask
        States:
          Ask:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
            Parameters: {QueueUrl: q, MessageBody: {"token.$": $$.Task.Token}}
            HeartbeatSeconds: 60
            TimeoutSeconds: 3600
            Next: Job
          Job:
            Type: Task
            Resource: arn:aws:states:::glue:startJobRun.sync
            Parameters: {JobName: j}
            Next: Act
          Act:
            Type: Task
            Resource: arn:aws:states:us-east-1:000000000000:activity:a
            Catch: [{ErrorEquals: [States.Timeout], Next: Late}]
            HeartbeatSeconds: 10
            End: true
          Late: {Type: Fail, Error: Late}
        """,
        """
        - name: all come
          mocks:
            Ask: {delay: 50m, heartbeat: 30s, submitted: {MessageId: m}, return: {approved: true}}
            Job: {delay: 1d, return: {JobRunState: SUCCEEDED}}
            Act: {delay: 9s, return: done}
          expect:
            output: done
            duration: 1d 50m 9s
            states: {Job: {calls: [{JobName: j}]}}
        - name: no heartbeat comes
          mocks:
            Ask: {delay: 50m, return: {approved: true}}
          expect: {error: States.Timeout, duration: 60s}
        - name: heartbeats do not help against a time-out
          mocks:
            Ask: {heartbeat: 30s, never: true}
          expect: {error: States.Timeout, duration: 1h}
        - name: the activity is late
          mocks:
            Ask: {return: 1}
            Job: {return: 1}
            Act: {delay: 11s, return: done}
          expect: {error: Late, duration: 10s}
        """);
  }

  @Test
  void shouldRunNestedExecutionsWithMocksOfTheirOwn() {
    cli.file(
        "child.asl.yaml",
        """
        StartAt: Work
        States:
          Work:
            Type: Task
            Resource: arn:aws:lambda:us-east-1:000000000000:function:f
            Next: Rest
          Rest: {Type: Wait, Seconds: 30, End: true}
        """);
    shouldPass(
        """
        StartAt: Run
        States:
          Run:
            Type: Task
            Resource: arn:aws:states:::states:startExecution.sync:2
            Parameters:
              StateMachineArn: arn:aws:states:us-east-1:000000000000:stateMachine:child
              Input: {"n.$": $.n}
            OutputPath: $.Output
            End: true
        """,
        """
        - name: succeeds
          input: {n: 1}
          mocks:
            Run: {execute: {definition: child.asl.yaml, mocks: {Work: {return: {m: 2}, when: {n: 1}}}}}
          expect: {output: {m: 2}, duration: 30s, paths: {"Run[0]": [Work, Rest]}}
        - name: fails
          input: {n: 1}
          mocks:
            Run: {execute: {definition: child.asl.yaml, mocks: {Work: {throw: {error: Broken}}}}}
          expect: {error: States.TaskFailed, causeContains: Broken}
        """);
  }

  @Test
  void shouldReadItemsOfDistributedMapsAndRunTheirChildren() {
    shouldPass(
        """
        StartAt: Each
        States:
          Each:
            Type: Map
            ItemReader:
              Resource: arn:aws:states:::s3:getObject
              ReaderConfig: {InputType: JSON, MaxItems: 1500}
              Parameters: {Bucket: b, Key: k}
            ItemSelector: {"v.$": $$.Map.Item.Value, "from.$": $$.Map.Item.Source}
            ToleratedFailureCount: 1
            ItemProcessor:
              ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: STANDARD}
              StartAt: Call
              States:
                Call:
                  Type: Task
                  Resource: arn:aws:lambda:us-east-1:000000000000:function:f
                  End: true
            ResultPath: $.results
            Next: Done
          Done: {Type: Pass, Parameters: {"all.$": States.ArrayLength($.results)}, End: true}
        """,
        """
        - name: one item fails
          mocks:
            Each: {items: [%1$s]}
            Call:
              iterations:
                "1200": {throw: {error: Bad}}
                default: {return: 0, when: {from: "S3://b/k"}}
          expect: {output: {all: 1500}, states: {Call: {attempts: 1500}}}
        - name: two items fail
          mocks:
            Each: {items: [%1$s]}
            Call:
              iterations:
                "1200": {throw: {error: Bad}}
                "1201": {throw: {error: Bad}}
                default: {return: 0}
          expect: {error: States.ExceedToleratedFailureThreshold}
        """
            .formatted("7, ".repeat(1_999) + "7"));
  }

  @Test
  void shouldShowTheContextObjectThatATestGives() {
    shouldPass(
        """
        StartAt: Show
        States:
          Show:
            Type: Pass
            Parameters:
              "name.$": $$.Execution.Name
              "began.$": $$.Execution.StartTime
              "redrives.$": $$.Execution.RedriveCount
              "machine.$": $$.StateMachine.Name
              "entered.$": $$.State.EnteredTime
            End: true
        """,
        """
        - name: context
          startTime: 2030-05-01T00:00:00Z
          context:
            Execution: {Name: mine, RedriveCount: 2, RedriveTime: "2030-05-02T00:00:00Z"}
            StateMachine: {Name: theirs}
          expect:
            output:
              name: mine
              began: "2030-05-01T00:00:00Z"
              redrives: 2
              machine: theirs
              entered: "2030-05-01T00:00:00Z"
        """);
  }

  @Test
  void shouldStopExecutionsAndEndThemByTheirOwnTimeOut() {
    shouldPass(
        """
        TimeoutSeconds: 100
        StartAt: Sleep
        States:
          Sleep: {Type: Wait, Seconds: 1000, End: true}
        """,
        """
        - name: is stopped
          stop: {after: 10s, error: Enough, cause: I say so}
          expect: {status: ABORTED, error: Enough, cause: I say so, duration: 10s}
        - name: takes too long
          expect: {status: TIMED_OUT, duration: 100s}
        """);
  }

  @Test
  void shouldSayThatAnExecutionWaitsForever() {
    // given
    cli.file(
        "machine.asl.yaml",
        """
        StartAt: Call
        States:
          Call: {Type: Task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                 Parameters: {QueueUrl: q, MessageBody: {"t.$": $$.Task.Token}}, TimeoutSeconds: 5,
                 Retry: [{ErrorEquals: [States.ALL], MaxAttempts: 0}], Next: Again}
          Again: {Type: Task, Resource: "arn:aws:states:us-east-1:000000000000:activity:a", End: true}
        """);
    cli.file(
        "machine.test.yaml",
        """
        definition: machine.asl.yaml
        tests:
          - name: waits
            mocks: {Call: {return: 1}, Again: {never: true}}
        """);

    // when
    int exitCode = cli.test();

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(cli.out())
        .contains("The execution waits for nothing that comes: open calls of 'Again'");
  }
}
