package io.passo.integration;

import static io.passo.integration.TestSteps.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.glue.GlueIntegration;
import io.passo.integration.sdk.SdkCalls;
import io.passo.integration.states.NestedExecutions;
import io.passo.protocol.Job;
import io.passo.worker.StepOutcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nested executions and Glue jobs by the real SDK against an endpoint that speaks their protocol.
 */
class JobIntegrationsTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String START = "arn:aws:states:::states:startExecution";
  private static final String GLUE = "arn:aws:states:::glue:startJobRun";
  private static final String CHILD = "arn:aws:states:us-east-1:000000000000:stateMachine:child";
  private static final String RUN = "arn:aws:states:us-east-1:000000000000:execution:child:run-1";
  private static final String PARAMETERS =
      "{\"StateMachineArn\":\"" + CHILD + "\",\"Input\":{\"n\":1}}";
  private static final String EXECUTION =
      "{\"executionArn\":\""
          + RUN
          + "\",\"startDate\":1714557600.5,\"stateMachineArn\":\""
          + CHILD
          + "\",\"name\":\"run-1\",\"input\":\"{\\\"n\\\":1}\",\"inputDetails\":{\"included\":true},"
          + "\"redriveCount\":0,";

  private FakeAws aws;
  private IntegrationSteps steps;

  @BeforeEach
  void startEndpoint() throws Exception {
    aws = new FakeAws();
    SdkCalls sdk = TestSteps.sdk(TestSteps.endpoints(aws.url()));
    steps = new IntegrationSteps(List.of(new NestedExecutions(sdk), new GlueIntegration(sdk)));
    aws.answersTo(
        "StartExecution", 200, "{\"executionArn\":\"" + RUN + "\",\"startDate\":1714557600.5}");
    aws.answersTo("StartJobRun", 200, "{\"JobRunId\":\"jr_1\"}");
  }

  @AfterEach
  void stopEndpoint() {
    aws.close();
  }

  @Test
  void shouldStartAnExecution() throws Exception {
    // when
    JsonNode result = json(TestSteps.run(steps, START, PARAMETERS));

    // then
    assertThat(result.path("ExecutionArn").asText()).isEqualTo(RUN);
    assertThat(result.path("StartDate").asLong()).isEqualTo(1_714_557_600_500L);
    assertThat(result.path("SdkHttpMetadata").path("HttpStatusCode").asInt()).isEqualTo(200);
    assertThat(MAPPER.readTree(aws.asked("StartExecution").get(0)).path("input").asText())
        .isEqualTo("{\"n\":1}");
  }

  @Test
  void shouldLeaveACallbackOpenOnceTheExecutionIsStarted() {
    assertThat(TestSteps.run(steps, START + ".waitForTaskToken", PARAMETERS))
        .isInstanceOf(StepOutcome.Submitted.class);
  }

  @Test
  void shouldGiveAnAttemptThatIsRunAgainTheSameExecution() throws Exception {
    // given an execution that has ended when its attempt is run again
    TestSteps.run(steps, START + ".sync", PARAMETERS);
    String name = MAPPER.readTree(aws.asked("StartExecution").get(0)).path("name").asText();
    aws.answersTo(
        "StartExecution",
        400,
        "{\"__type\":\"ExecutionAlreadyExists\",\"message\":\"Execution Already Exists\"}");
    aws.answersTo(
        "DescribeExecution", 200, EXECUTION + "\"status\":\"SUCCEEDED\",\"output\":\"1\"}");

    // when
    StepOutcome again = TestSteps.run(steps, START + ".sync", PARAMETERS);

    // then
    assertThat(again).isInstanceOf(StepOutcome.JobStarted.class);
    assertThat(MAPPER.readTree(aws.asked("DescribeExecution").get(0)).path("executionArn").asText())
        .isEqualTo("arn:aws:states:us-east-1:000000000000:execution:child:" + name);
  }

  @Test
  void shouldReportANameThatIsTaken() {
    // given
    aws.answersTo(
        "StartExecution",
        400,
        "{\"__type\":\"ExecutionAlreadyExists\",\"message\":\"Execution Already Exists\"}");

    // when, then
    assertThat(
            TestSteps.run(
                steps,
                START + ".sync",
                "{\"StateMachineArn\":\"" + CHILD + "\",\"Name\":\"mine\"}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed ->
                assertThat(failed.error())
                    .isEqualTo("StepFunctions.ExecutionAlreadyExistsException"));
  }

  @Test
  void shouldReportAStateMachineThatIsNotThere() {
    // given
    aws.answersTo(
        "StartExecution",
        400,
        "{\"__type\":\"StateMachineDoesNotExist\",\"message\":\"State Machine Does Not Exist\"}");

    // when, then
    assertThat(TestSteps.run(steps, START, PARAMETERS))
        .isEqualTo(
            StepOutcome.failed(
                "StepFunctions.StateMachineDoesNotExistException",
                "State Machine Does Not Exist (Service: AWSStepFunctions; Status Code: 400; Error Code:"
                    + " StateMachineDoesNotExist; Request ID: request-1; Proxy: null)"));
  }

  @Test
  void shouldWaitForAnExecution() throws Exception {
    // given
    Job job = started(START + ".sync", PARAMETERS);
    aws.answersTo("DescribeExecution", 200, EXECUTION + "\"status\":\"RUNNING\"}");
    assertThat(steps.look(job)).isEmpty();

    // when
    aws.answersTo(
        "DescribeExecution",
        200,
        EXECUTION
            + "\"status\":\"SUCCEEDED\",\"stopDate\":1714557601,\"output\":\"{\\\"ok\\\":true}\","
            + "\"outputDetails\":{\"included\":true}}");
    JsonNode result = json(steps.look(job).orElseThrow());

    // then
    assertThat(result)
        .isEqualTo(
            MAPPER.readTree(
                "{\"ExecutionArn\":\""
                    + RUN
                    + "\",\"StateMachineArn\":\""
                    + CHILD
                    + "\",\"Name\":\"run-1\",\"Status\":\"SUCCEEDED\",\"StartDate\":1714557600500,"
                    + "\"StopDate\":1714557601000,\"Input\":\"{\\\"n\\\":1}\",\"InputDetails\":{\"Included\":true},"
                    + "\"Output\":\"{\\\"ok\\\":true}\",\"OutputDetails\":{\"Included\":true}}"));
  }

  @Test
  void shouldLookAgainForAnExecutionThatIsNotFoundYet() {
    // given
    Job job = started(START + ".sync", PARAMETERS);
    aws.answersTo(
        "DescribeExecution",
        400,
        "{\"__type\":\"ExecutionDoesNotExist\",\"message\":\"Execution Does Not Exist\"}");

    // when, then
    assertThatThrownBy(() -> steps.look(job)).isInstanceOf(IntegrationException.class);
  }

  @Test
  void shouldGiveJsonInsteadOfTextWithSync2() throws Exception {
    // given
    Job job = started(START + ".sync:2", PARAMETERS);
    aws.answersTo(
        "DescribeExecution",
        200,
        EXECUTION + "\"status\":\"SUCCEEDED\",\"output\":\"{\\\"ok\\\":true}\"}");

    // when
    JsonNode result = json(steps.look(job).orElseThrow());

    // then
    assertThat(result.path("Output")).isEqualTo(MAPPER.readTree("{\"ok\":true}"));
    assertThat(result.path("Input")).isEqualTo(MAPPER.readTree("{\"n\":1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
  void shouldFailWithAnExecution(String status) throws Exception {
    // given
    Job job = started(START + ".sync:2", PARAMETERS);
    aws.answersTo(
        "DescribeExecution",
        200,
        EXECUTION + "\"status\":\"" + status + "\",\"error\":\"E\",\"cause\":\"c\"}");

    // when, then
    assertThat(steps.look(job).orElseThrow())
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("States.TaskFailed");
              assertThat(failed.cause())
                  .contains("\"Status\":\"" + status + "\"")
                  .contains("\"Error\":\"E\"")
                  .contains("\"Cause\":\"c\"");
            });
  }

  @Test
  void shouldStopAnExecutionThatNobodyWaitsFor() throws Exception {
    // given
    Job job = started(START + ".sync", PARAMETERS);
    aws.answersTo("StopExecution", 200, "{\"stopDate\":1714557601}");

    // when
    steps.cancel(job);

    // then
    assertThat(aws.asked("StopExecution"))
        .singleElement()
        .satisfies(body -> assertThat(body).contains(RUN));
  }

  @Test
  void shouldLookAgainAfterATransientFailureAndFailAfterAnother() throws Exception {
    // given
    Job job = started(GLUE + ".sync", "{\"JobName\":\"etl\"}");
    aws.answersTo(
        "GetJobRun", 500, "{\"__type\":\"InternalServiceException\",\"message\":\"later\"}");

    // when, then
    assertThatThrownBy(() -> steps.look(job)).isInstanceOf(IntegrationException.class);

    // when, then
    aws.answersTo(
        "GetJobRun", 400, "{\"__type\":\"EntityNotFoundException\",\"message\":\"gone\"}");
    assertThat(steps.look(job).orElseThrow())
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Glue.EntityNotFoundException"));
  }

  @Test
  void shouldWaitForAJobRun() throws Exception {
    // given
    Job job = started(GLUE + ".sync", "{\"JobName\":\"etl\",\"Arguments\":{\"--day\":\"1\"}}");
    aws.answersTo("GetJobRun", 200, "{\"JobRun\":{\"Id\":\"jr_1\",\"JobRunState\":\"RUNNING\"}}");
    assertThat(steps.look(job)).isEmpty();

    // when
    aws.answersTo(
        "GetJobRun",
        200,
        "{\"JobRun\":{\"Id\":\"jr_1\",\"JobName\":\"etl\",\"JobRunState\":\"SUCCEEDED\",\"StartedOn\":1714557600.5,"
            + "\"Arguments\":{\"--day\":\"1\"}}}");

    // then
    assertThat(json(steps.look(job).orElseThrow()))
        .isEqualTo(
            MAPPER.readTree(
                "{\"Id\":\"jr_1\",\"JobName\":\"etl\",\"JobRunState\":\"SUCCEEDED\",\"StartedOn\":1714557600500,"
                    + "\"Arguments\":{\"--day\":\"1\"}}"));
    assertThat(aws.asked("GetJobRun").get(0)).contains("\"RunId\":\"jr_1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"})
  void shouldFailWithAJobRun(String state) throws Exception {
    // given
    Job job = started(GLUE + ".sync", "{\"JobName\":\"etl\"}");
    aws.answersTo(
        "GetJobRun",
        200,
        "{\"JobRun\":{\"Id\":\"jr_1\",\"JobRunState\":\"" + state + "\",\"ErrorMessage\":\"no\"}}");

    // when, then
    assertThat(steps.look(job).orElseThrow())
        .isEqualTo(
            StepOutcome.failed(
                "States.TaskFailed",
                "{\"Id\":\"jr_1\",\"JobRunState\":\"" + state + "\",\"ErrorMessage\":\"no\"}"));
  }

  @Test
  void shouldStopAJobRunThatNobodyWaitsFor() throws Exception {
    // given
    Job job = started(GLUE + ".sync", "{\"JobName\":\"etl\"}");
    aws.answersTo("BatchStopJobRun", 200, "{}");

    // when
    steps.cancel(job);

    // then
    assertThat(MAPPER.readTree(aws.asked("BatchStopJobRun").get(0)))
        .isEqualTo(MAPPER.readTree("{\"JobName\":\"etl\",\"JobRunIds\":[\"jr_1\"]}"));
  }

  @Test
  void shouldStartAJobRunWithoutWaiting() throws Exception {
    // when
    JsonNode result = json(TestSteps.run(steps, GLUE, "{\"JobName\":\"etl\"}"));

    // then
    assertThat(result.path("JobRunId").asText()).isEqualTo("jr_1");
    assertThat(result.path("SdkResponseMetadata").path("RequestId").asText())
        .isEqualTo("request-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {GLUE + ".sync:2", GLUE + ".waitForTaskToken"})
  void shouldDeclareWhatGlueDoesNotOffer(String resource) {
    assertThat(TestSteps.run(steps, resource, "{}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("States.Runtime"));
  }

  private Job started(String resource, String parameters) {
    StepOutcome outcome = TestSteps.run(steps, resource, parameters);
    assertThat(outcome).isInstanceOf(StepOutcome.JobStarted.class);
    return new Job(
        TestSteps.command(resource, parameters, null),
        "integrations",
        ((StepOutcome.JobStarted) outcome).handle(),
        0);
  }
}
