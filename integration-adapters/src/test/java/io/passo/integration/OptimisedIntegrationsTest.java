package io.passo.integration;

import static io.passo.integration.TestSteps.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.dynamodb.DynamoDbIntegration;
import io.passo.integration.eventbridge.EventBridgeIntegration;
import io.passo.integration.sdk.SdkCalls;
import io.passo.integration.sns.SnsIntegration;
import io.passo.worker.StepOutcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * DynamoDB, SNS and EventBridge by the real SDK against an endpoint that speaks their protocols.
 */
class OptimisedIntegrationsTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String STATES = "arn:aws:states:::";
  private static final Map<String, String> HEADERS = Map.of("x-amzn-RequestId", "request-1");
  private static final String PUBLISHED =
      "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata>"
          + "<RequestId>request-1</RequestId></ResponseMetadata></PublishResponse>";

  private FakeAws aws;
  private IntegrationSteps steps;

  @BeforeEach
  void startEndpoint() throws Exception {
    aws = new FakeAws();
    SdkCalls sdk = TestSteps.sdk(TestSteps.endpoints(aws.url()));
    steps =
        new IntegrationSteps(
            List.of(
                new DynamoDbIntegration(sdk),
                new SnsIntegration(sdk),
                new EventBridgeIntegration(sdk)));
  }

  @AfterEach
  void stopEndpoint() {
    aws.close();
  }

  @Test
  void shouldKeepAttributesAsDynamoDbWritesThem() throws Exception {
    // given
    aws.answers(
        200,
        HEADERS,
        "{\"Item\":{\"ok\":{\"BOOL\":true},\"none\":{\"NULL\":true},\"tags\":{\"SS\":[\"a\"]}}}");

    // when
    JsonNode result =
        json(run("dynamodb:getItem", "{\"TableName\":\"t\",\"Key\":{\"ok\":{\"BOOL\":true}}}"));

    // then
    assertThat(result.path("Item"))
        .isEqualTo(
            MAPPER.readTree(
                "{\"ok\":{\"BOOL\":true},\"none\":{\"NULL\":true},\"tags\":{\"SS\":[\"a\"]}}"));
    assertThat(result.path("SdkHttpMetadata").path("HttpStatusCode").asInt()).isEqualTo(200);
    assertThat(result.path("SdkResponseMetadata").path("RequestId").asText())
        .isEqualTo("request-1");
    assertThat(MAPPER.readTree(aws.requests.get(0).body()).path("Key"))
        .isEqualTo(MAPPER.readTree("{\"ok\":{\"BOOL\":true}}"));
  }

  @ParameterizedTest
  @CsvSource({"putItem, PutItem", "updateItem, UpdateItem", "deleteItem, DeleteItem"})
  void shouldWriteItems(String action, String target) throws Exception {
    // given
    aws.answers(200, HEADERS, "{\"Attributes\":{\"n\":{\"N\":\"2\"}}}");

    // when
    JsonNode result =
        json(run("dynamodb:" + action, "{\"TableName\":\"t\",\"ReturnValues\":\"ALL_OLD\"}"));

    // then
    assertThat(result.path("Attributes").path("n").path("N").asText()).isEqualTo("2");
    assertThat(aws.requests.get(0).header("X-amz-target")).isEqualTo("DynamoDB_20120810." + target);
  }

  @ParameterizedTest
  @CsvSource({
    "ConditionalCheckFailedException, DynamoDB.ConditionalCheckFailedException",
    "ResourceNotFoundException, DynamoDB.ResourceNotFoundException",
    "ProvisionedThroughputExceededException, DynamoDB.ProvisionedThroughputExceededException",
    "ValidationException, DynamoDB.AmazonDynamoDBException"
  })
  void shouldNameErrorsOfDynamoDb(String code, String error) {
    // given
    aws.answers(
        400,
        HEADERS,
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}");

    // when, then
    assertThat(run("dynamodb:putItem", "{\"TableName\":\"t\"}"))
        .isEqualTo(
            StepOutcome.failed(
                error,
                "no (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: "
                    + code
                    + "; Request ID: request-1; Proxy: null)"));
  }

  @Test
  void shouldPublishJsonAsText() throws Exception {
    // given
    aws.answers(200, HEADERS, PUBLISHED);

    // when
    JsonNode result =
        json(
            run(
                "sns:publish",
                "{\"TopicArn\":\"arn:t\",\"Message\":{\"order\":1},\"MessageAttributes\":"
                    + "{\"k\":{\"DataType\":\"String\",\"StringValue\":\"v\"}}}"));

    // then
    assertThat(result.path("MessageId").asText()).isEqualTo("m-1");
    assertThat(result.path("SdkResponseMetadata").path("RequestId").asText())
        .isEqualTo("request-1");
    assertThat(URLDecoder.decode(aws.requests.get(0).body(), StandardCharsets.UTF_8))
        .contains("Message={\"order\":1}")
        .contains("MessageAttributes.entry.1.Name=k");
  }

  @Test
  void shouldLeaveACallbackOpenOnceTheMessageIsPublished() {
    // given
    aws.answers(200, HEADERS, PUBLISHED);

    // when, then
    assertThat(
            run("sns:publish.waitForTaskToken", "{\"TopicArn\":\"arn:t\",\"Message\":\"token\"}"))
        .isInstanceOf(StepOutcome.Submitted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NotFound, SNS.NotFoundException",
    "400, InvalidParameter, SNS.InvalidParameterException",
    "403, AccessDenied, SNS.AmazonSNSException"
  })
  void shouldNameErrorsOfSns(int status, String code, String error) {
    // given
    aws.answers(
        status,
        HEADERS,
        "<ErrorResponse><Error><Type>Sender</Type><Code>"
            + code
            + "</Code><Message>no</Message></Error></ErrorResponse>");

    // when, then
    assertThat(run("sns:publish", "{\"TopicArn\":\"arn:t\",\"Message\":\"m\"}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class, failed -> assertThat(failed.error()).isEqualTo(error));
  }

  @Test
  void shouldPutEventsThatTellWhereTheyComeFrom() throws Exception {
    // given
    String answer = "{\"Entries\":[{\"EventId\":\"e-1\"}],\"FailedEntryCount\":0}";
    aws.answers(200, HEADERS, answer);

    // when
    JsonNode result =
        json(
            run(
                "events:putEvents",
                "{\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"d\",\"Detail\":{\"a\":1},\"Resources\":[\"mine\"]}]}"));

    // then
    assertThat(result).isEqualTo(MAPPER.readTree(answer));
    JsonNode entry = MAPPER.readTree(aws.requests.get(0).body()).path("Entries").path(0);
    assertThat(entry.path("Detail").asText()).isEqualTo("{\"a\":1}");
    assertThat(entry.path("Resources"))
        .extracting(JsonNode::asText)
        .containsExactly("mine", TestSteps.EXECUTION, TestSteps.MACHINE);
  }

  @Test
  void shouldFailIfAnEventIsRefused() {
    // given
    String answer =
        "{\"Entries\":[{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"no\"}],\"FailedEntryCount\":1}";
    aws.answers(200, HEADERS, answer);

    // when, then
    assertThat(run("events:putEvents", "{\"Entries\":[{\"Source\":\"s\"}]}"))
        .isInstanceOfSatisfying(
            StepOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("EventBridge.FailedEntry");
              assertThat(failed.cause())
                  .isEqualTo(
                      "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"no\"}]}");
            });
  }

  private StepOutcome run(String action, String input) {
    return TestSteps.run(steps, STATES + action, input);
  }
}
