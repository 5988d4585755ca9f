package io.passo.integration;

import static io.passo.integration.TestSteps.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.awssdk.AwsSdkIntegration;
import io.passo.worker.StepOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code aws-sdk} by the real clients against an endpoint that speaks the wire protocols. */
class AwsSdkIntegrationTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SDK = "arn:aws:states:::aws-sdk:";
  private static final Map<String, String> JSON = Map.of("x-amzn-RequestId", "request-1");
  private static final Map<String, String> XML =
      Map.of("x-amz-request-id", "request-1", "x-amz-id-2", "extended-1");

  private FakeAws aws;
  private IntegrationSteps steps;

  @BeforeEach
  void startEndpoint() throws Exception {
    aws = new FakeAws();
    steps =
        new IntegrationSteps(
            List.of(new AwsSdkIntegration(TestSteps.sdk(TestSteps.endpoints(aws.url())))));
  }

  @AfterEach
  void stopEndpoint() {
    aws.close();
  }

  @Test
  void shouldListObjectsOfABucketByPath() throws Exception {
    // given
    aws.answers(
        200,
        XML,
        "<ListBucketResult><Name>b</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents>"
            + "<Key>a.csv</Key><LastModified>2024-05-01T10:00:00.000Z</LastModified><ETag>\"e\"</ETag>"
            + "<Size>7</Size></Contents></ListBucketResult>");

    // when
    StepOutcome outcome =
        run("s3:listObjectsV2", "{\"Bucket\":\"b\",\"Prefix\":\"a\",\"MaxKeys\":5}");

    // then
    assertThat(json(outcome))
        .isEqualTo(
            MAPPER.readTree(
                "{\"IsTruncated\":false,\"Contents\":[{\"Key\":\"a.csv\",\"LastModified\":\"2024-05-01T10:00:00Z\","
                    + "\"ETag\":\"\\\"e\\\"\",\"Size\":7}],\"Name\":\"b\",\"KeyCount\":1}"));
    assertThat(aws.requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/b");
              assertThat(request.query()).contains("prefix=a").contains("max-keys=5");
              assertThat(request.header("Authorization")).startsWith("AWS4-HMAC-SHA256");
            });
  }

  @Test
  void shouldGetAnObjectAsText() throws Exception {
    // given
    aws.answers(200, Map.of("x-amz-request-id", "r", "Content-Type", "text/csv"), "id,name\n1,é\n");

    // when
    JsonNode result = json(run("s3:getObject", "{\"Bucket\":\"b\",\"Key\":\"in/a b.csv\"}"));

    // then
    assertThat(result.path("Body").asText()).isEqualTo("id,name\n1,é\n");
    assertThat(result.path("ContentType").asText()).isEqualTo("text/csv");
    assertThat(result.path("ContentLength").asInt()).isEqualTo(13);
    assertThat(aws.requests.get(0).path()).isEqualTo("/b/in/a b.csv");
  }

  @Test
  void shouldRefuseAnObjectThatIsTooLarge() {
    // given
    aws.answers(200, XML, "a".repeat(300_000));

    // when, then: the worker reports whatever is larger than 262,144 bytes as too large
    assertThat(run("s3:getObject", "{\"Bucket\":\"b\",\"Key\":\"k\"}"))
        .isInstanceOfSatisfying(
            StepOutcome.Succeeded.class,
            succeeded -> assertThat(succeeded.output().utf8().length).isBetween(262_145, 264_000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"text\" | text", "{\"a\":[1]} | {\"a\":[1]}", "null | ''"})
  void shouldPutAnObject(String body, String sent) throws Exception {
    // given
    aws.answers(200, Map.of("x-amz-request-id", "r", "ETag", "\"e\""), "");

    // when
    JsonNode result =
        json(
            run(
                "s3:putObject",
                "{\"Bucket\":\"b\",\"Key\":\"k\",\"Body\":"
                    + body
                    + ",\"Metadata\":{\"mine\":\"1\"}}"));

    // then
    assertThat(result.path("ETag").asText()).isEqualTo("\"e\"");
    assertThat(aws.requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.body()).isEqualTo(sent);
              assertThat(request.header("X-amz-meta-mine")).isEqualTo("1");
            });
  }

  @Test
  void shouldNameAnErrorOfS3() {
    // given
    aws.answers(
        404,
        XML,
        "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>");

    // when, then
    assertThat(run("s3:getObject", "{\"Bucket\":\"b\",\"Key\":\"k\"}"))
        .isEqualTo(
            StepOutcome.failed(
                "S3.NoSuchKeyException",
                "The specified key does not exist. (Service: S3, Status Code: 404, Request ID: request-1,"
                    + " Extended Request ID: extended-1) (SDK Attempt Count: 1)"));
  }

  @Test
  void shouldReadAndWriteAttributesAsTheSdkNamesThem() throws Exception {
    // given
    aws.answers(
        200,
        JSON,
        "{\"Item\":{\"id\":{\"S\":\"1\"},\"ok\":{\"BOOL\":true},\"none\":{\"NULL\":true},\"tags\":{\"SS\":[\"a\"]},"
            + "\"deep\":{\"M\":{\"l\":{\"L\":[{\"N\":\"1\"}]}}},\"raw\":{\"B\":\"AQI=\"}}}");

    // when
    JsonNode result =
        json(
            run(
                "dynamodb:getItem",
                "{\"TableName\":\"t\",\"Key\":{\"id\":{\"S\":\"1\"},\"raw\":{\"B\":\"AQI=\"}},\"ConsistentRead\":true}"));

    // then
    assertThat(result)
        .isEqualTo(
            MAPPER.readTree(
                "{\"Item\":{\"id\":{\"S\":\"1\"},\"ok\":{\"Bool\":true},\"none\":{\"Nul\":true},\"tags\":{\"Ss\":[\"a\"]},"
                    + "\"deep\":{\"M\":{\"l\":{\"L\":[{\"N\":\"1\"}]}}},\"raw\":{\"B\":\"AQI=\"}}}"));
    assertThat(MAPPER.readTree(aws.requests.get(0).body()))
        .isEqualTo(
            MAPPER.readTree(
                "{\"TableName\":\"t\",\"Key\":{\"id\":{\"S\":\"1\"},\"raw\":{\"B\":\"AQI=\"}},\"ConsistentRead\":true}"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException, DynamoDb.ResourceNotFoundException",
    "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException,"
        + " DynamoDb.ConditionalCheckFailedException",
    "com.amazon.coral.validate#ValidationException, DynamoDb.DynamoDbException"
  })
  void shouldNameErrorsAfterTheSdk(String type, String error) {
    // given
    aws.answers(400, JSON, "{\"__type\":\"" + type + "\",\"message\":\"no\"}");

    // when, then
    assertThat(run("dynamodb:query", "{\"TableName\":\"t\"}"))
        .isEqualTo(
            StepOutcome.failed(
                error,
                "no (Service: DynamoDb, Status Code: 400, Request ID: request-1) (SDK Attempt Count: 1)"));
    assertThat(aws.requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secretsmanager:getSecretValue | {\"SecretId\":\"s\"} | secretsmanager.GetSecretValue | {\"SecretString\":\"x\",\"CreatedDate\":1714557600.5} | {\"SecretString\":\"x\",\"CreatedDate\":\"2024-05-01T10:00:00.500Z\"}",
        "sfn:describeStateMachine | {\"StateMachineArn\":\"a\"} | AWSStepFunctions.DescribeStateMachine | {\"stateMachineArn\":\"a\",\"loggingConfiguration\":{\"level\":\"OFF\"}} | {\"StateMachineArn\":\"a\",\"LoggingConfiguration\":{\"Level\":\"OFF\"}}",
        "sfn:startSyncExecution | {\"StateMachineArn\":\"a\",\"Input\":{\"n\":1}} | AWSStepFunctions.StartSyncExecution | {\"output\":\"{}\"} | {\"Output\":\"{}\"}",
        "glue:startJobRun | {\"JobName\":\"j\",\"Arguments\":{\"--k\":\"v\"}} | AWSGlue.StartJobRun | {\"JobRunId\":\"jr\"} | {\"JobRunId\":\"jr\"}",
        "eventbridge:listRules | {} | AWSEvents.ListRules | {\"Rules\":[{\"Name\":\"r\"}]} | {\"Rules\":[{\"Name\":\"r\"}]}",
        "sqs:purgeQueue | {\"QueueUrl\":\"http://q/1/o\"} | AmazonSQS.PurgeQueue | {} | {}",
        "dynamodbstreams:listStreams | {\"TableName\":\"t\"} | DynamoDBStreams_20120810.ListStreams | {\"Streams\":[]} | {\"Streams\":[]}"
      })
  void shouldCallServicesThatSpeakJson(
      String action, String parameters, String target, String answer, String result)
      throws Exception {
    // given
    aws.answers(200, JSON, answer);

    // when, then
    assertThat(json(run(action, parameters))).isEqualTo(MAPPER.readTree(result));
    assertThat(aws.requests)
        .singleElement()
        .satisfies(request -> assertThat(request.header("X-amz-target")).isEqualTo(target));
  }

  @Test
  void shouldCallAServiceThatSpeaksTheQueryProtocol() throws Exception {
    // given
    aws.answers(
        200,
        XML,
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult>"
            + "</GetCallerIdentityResponse>");

    // when, then
    assertThat(json(run("sts:getCallerIdentity", "{}")))
        .isEqualTo(MAPPER.readTree("{\"Account\":\"1\"}"));
    assertThat(aws.requests.get(0).body()).contains("Action=GetCallerIdentity");
  }

  @Test
  void shouldLeaveThePayloadOfAFunctionAsText() throws Exception {
    // given
    aws.answers(200, JSON, "{\"paid\":true}");

    // when
    JsonNode result =
        json(run("lambda:invoke", "{\"FunctionName\":\"charge\",\"Payload\":{\"amount\":7}}"));

    // then
    assertThat(result.path("Payload").asText()).isEqualTo("{\"paid\":true}");
    assertThat(aws.requests.get(0).body()).isEqualTo("{\"amount\":7}");
  }

  @Test
  void shouldLeaveACallbackOpen() {
    // given
    aws.answers(200, JSON, "{}");

    // when, then
    assertThat(
            run(
                "sfn:startExecution.waitForTaskToken",
                "{\"StateMachineArn\":\"a\",\"Input\":{\"token\":\"t\"}}"))
        .isInstanceOf(StepOutcome.Submitted.class);
  }

  @Test
  void shouldReportAServiceThatIsNotThere() {
    // given
    String url = aws.url();
    aws.close();

    // when, then
    assertThat(run("dynamodb:listTables", "{}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("DynamoDb.SdkClientException");
              assertThat(failed.cause()).contains("Unable to execute HTTP request");
              assertThat(failed.cause()).contains(url);
            });
  }

  @Test
  void shouldReportWhatTheClientItselfRefuses() {
    assertThat(run("s3:createBucket", "{\"Bucket\":\"b\"}"))
        .isEqualTo(
            StepOutcome.failed(
                "S3.SdkClientException", "Bucket name should be between 3 and 63 characters long"));
    assertThat(run("s3:getObject", "{\"Key\":\"k\"}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("S3.SdkClientException"));
    assertThat(aws.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Nonsense\":1}",
        "{\"TableName\":\"t\",\"Key\":[]}",
        "{\"TableName\":\"t\",\"Key\":{\"id\":\"1\"}}",
        "{\"TableName\":\"t\",\"ConsistentRead\":\"yes\"}",
        "{\"TableName\":\"t\",\"AttributesToGet\":\"a\"}",
        "{\"Key\":{\"id\":{\"B\":\"?\"}}}",
        "[]"
      })
  void shouldRefuseParametersThatTheActionDoesNotHave(String parameters) {
    assertThat(run("dynamodb:getItem", parameters))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("States.Runtime"));
    assertThat(aws.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb:nonsense", "nonsense:getItem", "s3:listObjectsV2Paginator"})
  void shouldDeclareWhatNoClientOffers(String action) {
    assertThat(run(action, "{}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> assertThat(failed.cause()).contains("integration that is installed"));
  }

  @Test
  void shouldActAsTheRoleOfTheTask() throws Exception {
    // given: one answer that is good for STS and for the service
    aws.answers(
        200,
        XML,
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId>"
            + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
            + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");

    // when
    StepOutcome outcome =
        TestSteps.run(steps, SDK + "s3:listBuckets", "{}", "arn:aws:iam::111111111111:role/other");

    // then
    assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
    assertThat(aws.requests.get(0).body()).contains("Action=AssumeRole").contains("role%2Fother");
    assertThat(aws.requests.get(1).header("Authorization")).contains("Credential=ASSUMED/");
  }

  @Test
  void shouldFailATaskWhoseRoleCannotBeAssumed() {
    // given
    aws.answers(
        403,
        XML,
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>");

    // when, then
    assertThat(TestSteps.run(steps, SDK + "s3:listBuckets", "{}", "arn:aws:iam::1:role/other"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("States.TaskFailed");
              assertThat(failed.cause()).contains("arn:aws:iam::1:role/other");
            });
  }

  private StepOutcome run(String action, String input) {
    return TestSteps.run(steps, SDK + action, input);
  }
}
