package io.passo.it.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.model.StateMachineType;
import io.passo.asl.validate.DefinitionChecker;
import io.passo.integration.Endpoints;
import io.passo.integration.Integration;
import io.passo.integration.JobIntegration;
import io.passo.integration.Resource;
import io.passo.integration.apigateway.ApiGatewayIntegration;
import io.passo.integration.dynamodb.DynamoDbIntegration;
import io.passo.integration.eventbridge.EventBridgeIntegration;
import io.passo.integration.glue.GlueIntegration;
import io.passo.integration.http.Authorizations;
import io.passo.integration.http.Connections;
import io.passo.integration.http.HttpTask;
import io.passo.integration.http.OAuthTokens;
import io.passo.integration.kafka.KafkaIntegration;
import io.passo.integration.lambda.LambdaIntegration;
import io.passo.integration.sdk.OwnCredentials;
import io.passo.integration.sdk.Roles;
import io.passo.integration.sdk.SdkCalls;
import io.passo.integration.sdk.SdkCatalogue;
import io.passo.integration.sns.SnsIntegration;
import io.passo.integration.sqs.SqsIntegration;
import io.passo.integration.states.NestedExecutions;
import io.passo.integration.web.Destinations;
import io.passo.integration.web.WebCalls;
import io.passo.integration.web.WebConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be created is what the adapters can call. */
class InstalledIntegrationsTest {
  private static final WebConfig NOWHERE =
      new WebConfig() {
        @Override
        public Optional<List<String>> allowedHosts() {
          return Optional.empty();
        }

        @Override
        public boolean allowPrivate() {
          return false;
        }
      };
  private static final List<Integration> INTEGRATIONS = integrations();

  private static List<Integration> integrations() {
    Endpoints endpoints = new Endpoints(new SmallRyeConfigBuilder().build());
    Roles roles = new Roles(endpoints);
    SdkCalls sdk =
        new SdkCalls(
            new SdkCatalogue(),
            endpoints,
            roles,
            new OwnCredentials(endpoints, "a secret of the workers"));
    WebCalls web = new WebCalls(new Destinations(NOWHERE));
    return List.of(
        new LambdaIntegration(endpoints),
        new DynamoDbIntegration(sdk),
        new SnsIntegration(sdk),
        new SqsIntegration(sdk),
        new EventBridgeIntegration(sdk),
        new GlueIntegration(sdk),
        new KafkaIntegration(
            () -> {
              throw new AssertionError("nothing is called");
            }),
        new NestedExecutions(sdk),
        new ApiGatewayIntegration(web, roles),
        new HttpTask(
            new Connections(Optional::empty), new Authorizations(new OAuthTokens(web)), web));
  }

  static Stream<String> resources() {
    return Stream.of(
            "lambda:invoke",
            "dynamodb:getItem",
            "dynamodb:putItem",
            "dynamodb:updateItem",
            "dynamodb:deleteItem",
            "dynamodb:query",
            "sns:publish",
            "sqs:sendMessage",
            "events:putEvents",
            "glue:startJobRun",
            "states:startExecution",
            "kafka:produce",
            "apigateway:invoke",
            "http:invoke",
            "athena:startQueryExecution",
            "batch:submitJob",
            "ecs:runTask",
            "nothing:atAll")
        .flatMap(call -> Stream.of("", ".sync", ".sync:2", ".waitForTaskToken").map(call::concat))
        .map("arn:aws:states:::"::concat);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void shouldAcceptWhatCanBeCalled(String arn) {
    // given
    Resource resource = Resource.parse(arn).orElseThrow();
    boolean callable =
        INTEGRATIONS.stream()
            .filter(each -> !resource.isJob() || each instanceof JobIntegration)
            .anyMatch(each -> each.handles(resource));

    // when
    var found =
        DefinitionChecker.check(
                "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"End\":true,\"Resource\":\""
                    + arn
                    + "\"}}}",
                StateMachineType.STANDARD)
            .diagnostics();

    // then
    assertThat(found.isEmpty()).as("%s", found).isEqualTo(callable);
  }

  @Test
  void shouldListTheActionsOfEverySdkClient() throws IOException {
    // given
    String onTheClassPath =
        new SdkCatalogue()
            .services().stream()
                // These tests' own client; no adapter has it.
                .filter(each -> !each.id().equals("iam"))
                .map(each -> each.id() + " " + String.join(" ", new TreeSet<>(each.actionNames())))
                .collect(Collectors.joining("\n", "", "\n"));

    // when, then: a new client belongs into the list, which is this text
    try (InputStream list = DefinitionChecker.class.getResourceAsStream("aws-sdk-actions.txt")) {
      assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(onTheClassPath);
    }
  }
}
