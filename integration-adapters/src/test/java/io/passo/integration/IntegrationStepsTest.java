package io.passo.integration;

import static io.passo.integration.TestSteps.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.lambda.LambdaIntegration;
import io.passo.integration.sqs.SqsIntegration;
import io.passo.worker.StepOutcome;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps by the real SDK against an endpoint that speaks the wire protocol. */
class IntegrationStepsTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:charge";
  private static final String SEND = "arn:aws:states:::sqs:sendMessage";
  private static final Map<String, String> INVOKED =
      Map.of(
          "X-Amz-Executed-Version",
          "$LATEST",
          "x-amzn-RequestId",
          "request-1",
          "Content-Type",
          "application/json");
  private static final Map<String, String> SENT =
      Map.of("x-amzn-RequestId", "request-2", "Content-Type", "application/x-amz-json-1.0");

  private FakeAws aws;
  private IntegrationSteps steps;

  @BeforeEach
  void startEndpoint() throws Exception {
    aws = new FakeAws();
    Endpoints endpoints = TestSteps.endpoints(aws.url());
    steps =
        new IntegrationSteps(
            List.of(
                new LambdaIntegration(endpoints), new SqsIntegration(TestSteps.sdk(endpoints))));
  }

  @AfterEach
  void stopEndpoint() {
    aws.close();
  }

  @Test
  void shouldInvokeAFunction() throws Exception {
    // given
    aws.answers(200, INVOKED, "{\"paid\":true}");

    // when
    StepOutcome outcome =
        run(
            INVOKE,
            "{\"FunctionName\":\"charge\",\"Qualifier\":\"live\",\"Payload\":{\"amount\":7}}");

    // then
    JsonNode result = json(outcome);
    assertThat(result.path("ExecutedVersion").asText()).isEqualTo("$LATEST");
    assertThat(result.path("Payload")).isEqualTo(MAPPER.readTree("{\"paid\":true}"));
    assertThat(result.path("StatusCode").asInt()).isEqualTo(200);
    assertThat(result.path("SdkResponseMetadata").path("RequestId").asText())
        .isEqualTo("request-1");
    assertThat(result.path("SdkHttpMetadata").path("HttpStatusCode").asInt()).isEqualTo(200);
    assertThat(aws.requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/2015-03-31/functions/charge/invocations");
              assertThat(request.query()).isEqualTo("Qualifier=live");
              assertThat(request.body()).isEqualTo("{\"amount\":7}");
            });
  }

  @Test
  void shouldCallTheFunctionThatATaskNames() throws Exception {
    // given
    aws.answers(200, INVOKED, "[1]");

    // when
    StepOutcome outcome = run(FUNCTION, "{\"amount\":7}");

    // then
    assertThat(json(outcome)).isEqualTo(MAPPER.readTree("[1]"));
    assertThat(aws.requests)
        .singleElement()
        .satisfies(request -> assertThat(request.path()).contains("charge"));
  }

  @Test
  void shouldReportAFunctionErrorByItsType() throws Exception {
    // given
    String document = "{\"errorMessage\": \"no\", \"errorType\": \"Declined\", \"stackTrace\": []}";
    aws.answers(
        200,
        Map.of(
            "X-Amz-Function-Error",
            "Unhandled",
            "x-amzn-RequestId",
            "r",
            "X-Amz-Executed-Version",
            "$LATEST"),
        document);

    // when, then: lambda:invoke shows it without white space, a direct call verbatim
    assertThat(run(INVOKE, "{\"FunctionName\":\"charge\"}"))
        .isEqualTo(StepOutcome.failed("Declined", document.replace(" ", "")));
    assertThat(run(FUNCTION, "{}")).isEqualTo(StepOutcome.failed("Declined", document));
  }

  @Test
  void shouldReportAnUnknownFunction() throws Exception {
    // given
    aws.answers(
        404,
        Map.of("x-amzn-ErrorType", "ResourceNotFoundException", "x-amzn-RequestId", "request-3"),
        "{\"Type\":\"User\",\"Message\":\"Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope:$LATEST\"}");

    // when
    StepOutcome outcome = run(INVOKE, "{\"FunctionName\":\"nope\"}");

    // then
    assertThat(outcome)
        .isEqualTo(
            StepOutcome.failed(
                "Lambda.ResourceNotFoundException",
                "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope:$LATEST (Service: AWSLambda;"
                    + " Status Code: 404; Error Code: ResourceNotFoundException; Request ID: request-3; Proxy: null)"));
  }

  @ParameterizedTest
  @CsvSource({"arn:aws:states:::lambda:invoke", FUNCTION})
  void shouldKnowNoFunctionWithoutALambdaApi(String resource) throws Exception {
    // given
    Endpoints none = new Endpoints(new SmallRyeConfigBuilder().build());
    steps = new IntegrationSteps(List.of(new LambdaIntegration(none)));

    // when
    StepOutcome outcome = run(resource, "{\"FunctionName\":\"charge\"}");

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("Lambda.ResourceNotFoundException");
              assertThat(failed.cause())
                  .startsWith("Function not found: " + FUNCTION + ":$LATEST (Service: AWSLambda;");
            });
  }

  @Test
  void shouldNotRetryByItself() throws Exception {
    // given
    aws.answers(
        500,
        Map.of("x-amzn-ErrorType", "ServiceException", "x-amzn-RequestId", "r"),
        "{\"Message\":\"later\"}");

    // when
    StepOutcome outcome = run(INVOKE, "{\"FunctionName\":\"charge\"}");

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Lambda.ServiceException"));
    assertThat(aws.requests).hasSize(1);
  }

  @Test
  void shouldReportAnEndpointThatIsNotThere() throws Exception {
    // given
    aws.close();

    // when
    StepOutcome outcome = run(INVOKE, "{\"FunctionName\":\"charge\"}");

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Lambda.SdkClientException"));
  }

  @ParameterizedTest
  @CsvSource({"arn:aws:states:::lambda:invoke, lambda", FUNCTION + ", " + FUNCTION})
  void shouldReportATooLargeResponseEvenIfItIsNoJson(String resource, String name)
      throws Exception {
    // given
    aws.answers(200, INVOKED, "a".repeat(263_168));

    // when
    StepOutcome outcome = run(resource, "{\"FunctionName\":\"charge\"}");

    // then
    assertThat(outcome)
        .isEqualTo(
            StepOutcome.failed(
                "States.DataLimitExceeded",
                "The state/task '"
                    + name
                    + "' returned a result with a size exceeding the maximum number of bytes service limit."));
  }

  @Test
  void shouldReportAResponseThatIsNoJson() throws Exception {
    // given
    aws.answers(200, INVOKED, "no json");

    // when, then
    assertThat(run(INVOKE, "{\"FunctionName\":\"charge\"}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Lambda.Unknown"));
  }

  @Test
  void shouldSendAMessage() throws Exception {
    // given
    String body = "{\"order\":1}";
    aws.answers(200, SENT, sent(body));

    // when
    StepOutcome outcome =
        run(
            SEND,
            "{\"QueueUrl\":\"http://q/000000000000/orders\",\"MessageBody\":{\"order\":1},\"DelaySeconds\":3}");

    // then
    JsonNode result = json(outcome);
    assertThat(result.path("MessageId").asText()).isEqualTo("message-1");
    assertThat(result.path("MD5OfMessageBody").asText()).isEqualTo(md5(body));
    assertThat(result.path("SdkResponseMetadata").path("RequestId").asText())
        .isEqualTo("request-2");
    assertThat(aws.requests)
        .singleElement()
        .satisfies(
            request -> {
              JsonNode sent = MAPPER.readTree(request.body());
              assertThat(request.header("X-amz-target")).isEqualTo("AmazonSQS.SendMessage");
              assertThat(sent.path("MessageBody").asText()).isEqualTo(body);
              assertThat(sent.path("DelaySeconds").asInt()).isEqualTo(3);
              assertThat(sent.path("QueueUrl").asText()).isEqualTo("http://q/000000000000/orders");
            });
  }

  @Test
  void shouldLeaveACallbackOpenOnceTheMessageIsSent() throws Exception {
    // given
    aws.answers(200, SENT, sent("token-1"));

    // when
    StepOutcome outcome =
        run(
            SEND + ".waitForTaskToken",
            "{\"QueueUrl\":\"http://q/1/o\",\"MessageBody\":\"token-1\"}");

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            StepOutcome.Submitted.class,
            submitted ->
                assertThat(submitted.output().text()).contains("\"MessageId\":\"message-1\""));
  }

  @Test
  void shouldReportAnUnknownQueue() throws Exception {
    // given
    aws.answers(
        400,
        Map.of(
            "x-amzn-RequestId", "request-4",
            "x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"),
        "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"The specified queue does not exist.\"}");

    // when
    StepOutcome outcome = run(SEND, "{\"QueueUrl\":\"http://q/1/o\",\"MessageBody\":\"a\"}");

    // then
    assertThat(outcome)
        .isEqualTo(
            StepOutcome.failed(
                "SQS.QueueDoesNotExistException",
                "The specified queue does not exist. (Service: AmazonSQS; Status Code: 400; Error Code:"
                    + " AWS.SimpleQueueService.NonExistentQueue; Request ID: request-4; Proxy: null)"));
  }

  @Test
  void shouldNameAnUnmodelledErrorAfterTheService() throws Exception {
    // given
    aws.answers(
        400,
        Map.of("x-amzn-RequestId", "request-5"),
        "{\"__type\":\"com.amazonaws.sqs#MissingParameter\",\"message\":\"The request must contain the parameter"
            + " MessageBody.\"}");

    // when
    StepOutcome outcome = run(SEND, "{\"QueueUrl\":\"http://q/1/o\"}");

    // then
    assertThat(outcome)
        .isEqualTo(
            StepOutcome.failed(
                "SQS.AmazonSQSException",
                "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code:"
                    + " MissingParameter; Request ID: request-5; Proxy: null)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Queue\":\"q\"}", "{\"QueueUrl\":\"q\",\"DelaySeconds\":\"soon\"}"})
  void shouldRefuseParametersOfAnotherType(String parameters) throws Exception {
    assertThat(run(SEND, parameters))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("States.Runtime"));
    assertThat(aws.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:states:::sqs:purgeQueue",
        "arn:aws:states:::glue:startJobRun.sync",
        "arn:aws:states:::lambda:invoke.sync",
        "arn:aws:states:us-east-1:000000000000:activity:a",
        "nonsense"
      })
  void shouldDeclareWhatItCannotCall(String resource) throws Exception {
    assertThat(run(resource, "{}"))
        .isEqualTo(
            StepOutcome.failed(
                "States.Runtime",
                "Expected the resource of an integration that is installed but found '"
                    + resource
                    + "'"));
  }

  private static String sent(String body) throws Exception {
    return "{\"MD5OfMessageBody\":\"" + md5(body) + "\",\"MessageId\":\"message-1\"}";
  }

  private static String md5(String body) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  private StepOutcome run(String resource, String input) {
    return TestSteps.run(steps, resource, input);
  }
}
