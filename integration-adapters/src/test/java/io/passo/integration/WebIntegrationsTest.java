package io.passo.integration;

import static io.passo.integration.TestSteps.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.apigateway.ApiGatewayIntegration;
import io.passo.integration.http.Authorizations;
import io.passo.integration.http.Connections;
import io.passo.integration.http.HttpConfig;
import io.passo.integration.http.HttpTask;
import io.passo.integration.http.OAuthTokens;
import io.passo.integration.sdk.Roles;
import io.passo.integration.web.Destinations;
import io.passo.integration.web.WebCalls;
import io.passo.integration.web.WebConfig;
import io.passo.worker.StepOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP Tasks and API Gateway against an HTTP server. */
class WebIntegrationsTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String HTTP = "arn:aws:states:::http:invoke";
  private static final String GATEWAY = "arn:aws:states:::apigateway:invoke";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final String OAUTH =
      """
      {"AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":{
        "AuthorizationEndpoint":"%s/token","HttpMethod":"POST",
        "ClientParameters":{"ClientID":"me","ClientSecret":"${file:%s}"},
        "OAuthHttpParameters":{"BodyParameters":[{"Key":"scope","Value":"orders"}]}}}}""";
  private static final String ASSUMED =
      """
      <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId>\
      <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
      <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""";

  @TempDir Path folder;
  private FakeAws server;
  private IntegrationSteps steps;

  @BeforeEach
  void startServer() throws Exception {
    server = new FakeAws();
    steps = steps(List.of("127.0.0.1"));
    Files.writeString(folder.resolve("secret"), "s3cret\n");
    connection(
        "basic",
        """
        {"AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":
          {"Username":"me","Password":"${file:%s}"}}}"""
            .formatted(folder.resolve("secret")));
    server.answers(200, JSON, "{\"ok\":true}");
  }

  private IntegrationSteps steps(List<String> allowedHosts) {
    WebConfig web =
        new WebConfig() {
          @Override
          public Optional<List<String>> allowedHosts() {
            return Optional.of(allowedHosts);
          }

          @Override
          public boolean allowPrivate() {
            return false;
          }
        };
    HttpConfig http = () -> Optional.of(folder);
    WebCalls calls = new WebCalls(new Destinations(web));
    Roles roles = new Roles(TestSteps.endpoints(server.url()));
    return new IntegrationSteps(
        List.of(
            new HttpTask(new Connections(http), new Authorizations(new OAuthTokens(calls)), calls),
            new ApiGatewayIntegration(calls, roles)));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void shouldCallAnEndpointWithBasicAuthorization() throws Exception {
    // when
    JsonNode result =
        json(
            http(
                "basic",
                "POST",
                "/orders",
                """
                ,"Headers":{"X-Mine":["a","b"]},"QueryParameters":{"q":[1,"x y"]},"RequestBody":{"n":1}"""));

    // then
    assertThat(result.path("StatusCode").asInt()).isEqualTo(200);
    assertThat(result.path("StatusText").asText()).isEqualTo("OK");
    assertThat(result.path("ResponseBody")).isEqualTo(MAPPER.readTree("{\"ok\":true}"));
    assertThat(result.path("Headers").path("content-type").path(0).asText())
        .isEqualTo("application/json");
    FakeAws.Request request = server.requests.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/orders");
    assertThat(request.query()).isEqualTo("q=1&q=x y");
    assertThat(request.body()).isEqualTo("{\"n\":1}");
    assertThat(request.header("Authorization")).isEqualTo("Basic " + base64("me:s3cret"));
    assertThat(request.header("X-mine")).isEqualTo("a,b");
    assertThat(request.header("Content-type")).isEqualTo("application/json; charset=UTF-8");
    assertThat(request.header("User-agent")).isEqualTo("Amazon|StepFunctions|HttpInvoke|us-east-1");
    assertThat(request.header("Range")).isEqualTo("bytes=0-262144");
  }

  @Test
  void shouldAddWhatTheConnectionHas() throws Exception {
    // given
    connection(
        "key",
        """
        {"AuthorizationType":"API_KEY","AuthParameters":{
          "ApiKeyAuthParameters":{"ApiKeyName":"X-Key","ApiKeyValue":"k1"},
          "InvocationHttpParameters":{
            "HeaderParameters":[{"Key":"X-Tenant","Value":"t1"}],
            "QueryStringParameters":[{"Key":"v","Value":"2"}],
            "BodyParameters":[{"Key":"channel","Value":"web","IsValueSecret":true}]}}}""");

    // when
    http(
        "key",
        "PUT",
        "/a",
        """
        ,"Headers":{"X-Tenant":"mine"},"QueryParameters":"v=1&w=3","RequestBody":{"channel":"x","n":1}""");

    // then: the connection's win
    FakeAws.Request request = server.requests.getFirst();
    assertThat(request.header("X-key")).isEqualTo("k1");
    assertThat(request.header("X-tenant")).isEqualTo("t1");
    assertThat(request.query()).isEqualTo("w=3&v=2");
    assertThat(MAPPER.readTree(request.body()))
        .isEqualTo(MAPPER.readTree("{\"channel\":\"web\",\"n\":1}"));
  }

  @Test
  void shouldGetATokenOnceAndAgainWhenItIsRefused() throws Exception {
    // given
    connection("oauth", OAUTH.formatted(server.url(), folder.resolve("secret")));
    server.answersAt("/token", 200, JSON, "{\"access_token\":\"t1\",\"expires_in\":3600}");

    // when
    http("oauth", "GET", "/a", "");
    http("oauth", "GET", "/a", "");

    // then
    assertThat(server.requests)
        .extracting(FakeAws.Request::path)
        .containsExactly("/token", "/a", "/a");
    assertThat(server.requests.getFirst().body())
        .isEqualTo("grant_type=client_credentials&client_id=me&client_secret=s3cret&scope=orders");
    assertThat(server.requests.getLast().header("Authorization")).isEqualTo("Bearer t1");

    // when the endpoint refuses it
    server.answersAt("/token", 200, JSON, "{\"access_token\":\"t2\"}");
    server.answers(401, JSON, "{}");
    StepOutcome refused = http("oauth", "GET", "/a", "");

    // then
    assertThat(error(refused)).isEqualTo("States.Http.StatusCode.401");
    assertThat(server.requests.getLast().header("Authorization")).isEqualTo("Bearer t2");
    assertThat(server.requests).hasSize(6);
  }

  @Test
  void shouldNotShowWhatATokenEndpointAnswers() throws Exception {
    // given
    connection("oauth", OAUTH.formatted(server.url(), folder.resolve("secret")));
    server.answersAt("/token", 400, JSON, "{\"you_sent\":\"s3cret\"}");

    // when
    StepOutcome outcome = http("oauth", "GET", "/a", "");

    // then
    assertThat(error(outcome)).isEqualTo("Events.ConnectionResource.InvalidConnectionState");
    assertThat(cause(outcome)).contains("status 400").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody, Events.ConnectionResource.ResourceNotFound",
    "broken, Events.ConnectionResource.InvalidConnectionState",
    "unknown, Events.ConnectionResource.InvalidConnectionState",
    "secretless, Events.ConnectionResource.InvalidConnectionState"
  })
  void shouldReportAConnectionThatCannotBeUsed(String name, String error) throws Exception {
    // given
    connection("broken", "{");
    connection("unknown", "{\"AuthorizationType\":\"MAGIC\"}");
    connection(
        "secretless",
        """
        {"AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":
          {"Username":"me","Password":"${env:PASSO_NO_SUCH_VARIABLE}"}}}""");

    // when, then
    assertThat(error(http(name, "GET", "/a", ""))).isEqualTo(error);
    assertThat(server.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INDICES | a%5B0%5D=1&a%5B1%5D=x%20y&o%5Bk%5D=v",
        "REPEAT | a=1&a=x%20y&o%5Bk%5D=v",
        "COMMAS | a=1%2Cx%20y&o%5Bk%5D=v",
        "BRACKETS | a%5B%5D=1&a%5B%5D=x%20y&o%5Bk%5D=v"
      })
  void shouldEncodeForms(String format, String body) {
    // when
    http(
        "basic",
        "POST",
        "/a",
        """
        ,"Headers":{"Content-Type":"application/x-www-form-urlencoded"},
        "RequestBody":{"a":[1,"x y"],"o":{"k":"v"}},
        "Transform":{"RequestBodyEncoding":"URL_ENCODED","RequestEncodingOptions":{"ArrayFormat":"%s"}}"""
            .formatted(format));

    // then
    assertThat(server.requests.getFirst().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 429, 503})
  void shouldFailWithTheStatus(int status) {
    // given
    server.answers(status, Map.of("Content-Type", "text/plain"), "no");

    // when
    StepOutcome outcome = http("basic", "GET", "/a", "");

    // then
    assertThat(error(outcome)).isEqualTo("States.Http.StatusCode." + status);
    assertThat(cause(outcome)).contains("\"ResponseBody\":\"no\"");
  }

  @Test
  void shouldFollowRedirectionsWithoutSecretsToOtherHosts() {
    // given: another name of this machine is another host
    steps = steps(List.of("127.0.0.1", "localhost"));
    server.answersAt("/here", 307, Map.of("Location", "/there"), "");
    server.answersAt(
        "/there",
        302,
        Map.of("Location", server.url().replace("127.0.0.1", "localhost") + "/elsewhere"),
        "");

    // when
    StepOutcome outcome = http("basic", "POST", "/here", ",\"RequestBody\":{\"n\":1}");

    // then
    assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
    assertThat(server.requests)
        .extracting(FakeAws.Request::method)
        .containsExactly("POST", "POST", "GET");
    assertThat(server.requests.get(1).header("Authorization")).startsWith("Basic ");
    assertThat(server.requests.get(2).header("Authorization")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.2/a",
        "https://localhost/a",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "http://93.184.215.14/",
        "ftp://127.0.0.1/",
        "https://me:secret@127.0.0.1/",
        "nonsense"
      })
  void shouldNotCallWhatIsNotAllowed(String url) {
    // when
    StepOutcome outcome = TestSteps.run(steps, HTTP, parameters("basic", "GET", url, ""));

    // then
    assertThat(error(outcome)).isEqualTo("States.Runtime");
  }

  @Test
  void shouldNotFollowARedirectionToWhatIsNotAllowed() {
    // given
    server.answers(302, Map.of("Location", "http://169.254.169.254/latest/meta-data"), "");

    // when, then
    assertThat(error(http("basic", "GET", "/a", ""))).isEqualTo("States.Runtime");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Authorization", "X-Amz-Date", "Host", "If-Match", "X-Forwarded-For", "Via"})
  void shouldRefuseHeadersThatAreNotTheTasks(String header) {
    // when
    StepOutcome outcome = http("basic", "GET", "/a", ",\"Headers\":{\"" + header + "\":\"x\"}");

    // then
    assertThat(error(outcome)).isEqualTo("States.Runtime");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void shouldRefuseBinaryAndTooLargeResponses() {
    // given
    server.answersAt("/image", 200, Map.of("Content-Type", "image/png"), "x");
    server.answersAt("/large", 200, Map.of("Content-Type", "text/plain"), "x".repeat(300_000));

    // when, then
    assertThat(error(http("basic", "GET", "/image", ""))).isEqualTo("States.TaskFailed");
    assertThat(error(http("basic", "GET", "/large", ""))).isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void shouldReportAnEndpointThatIsNotThere() {
    // given
    server.close();

    // when
    StepOutcome outcome = http("basic", "GET", "/a?secret=1", "");

    // then
    assertThat(error(outcome)).isEqualTo("States.TaskFailed");
    assertThat(cause(outcome)).contains(server.url() + "/a").doesNotContain("secret");
  }

  @Test
  void shouldInvokeAnApi() throws Exception {
    // when
    JsonNode result =
        json(
            gateway(
                """
                ,"Stage":"prod","Path":"orders/1","Headers":{"TaskToken":["t"]},
                "QueryParameters":{"q":["1","2"]},"RequestBody":{"a":[1,null],"b":null}"""));

    // then
    assertThat(result.path("ResponseBody").path("ok").asBoolean()).isTrue();
    FakeAws.Request request = server.requests.getFirst();
    assertThat(request.path()).isEqualTo("/prod/orders/1");
    assertThat(request.query()).isEqualTo("q=1&q=2");
    assertThat(request.header("Tasktoken")).isEqualTo("t");
    assertThat(request.body()).isEqualTo("{\"a\":[1],\"b\":null}");
    assertThat(request.header("Authorization")).isEmpty();
  }

  @Test
  void shouldKeepNullsThatAreAllowed() {
    // when
    gateway(",\"AllowNullValues\":true,\"RequestBody\":[1,null]");

    // then
    assertThat(server.requests.getFirst().body()).isEqualTo("[1,null]");
  }

  @Test
  void shouldSignForIamAsTheRoleOfTheTask() {
    // given
    server.answersAt("/", 200, Map.of("Content-Type", "text/xml"), ASSUMED);

    // when
    StepOutcome outcome =
        TestSteps.run(
            steps,
            GATEWAY,
            """
            {"ApiEndpoint":"%s","Method":"GET","Path":"/a","AuthType":"IAM_ROLE"}"""
                .formatted(server.url()),
            "arn:aws:iam::1:role/api");

    // then
    assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
    FakeAws.Request request = server.requests.getLast();
    assertThat(request.path()).isEqualTo("/a");
    assertThat(request.header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=ASSUMED/")
        .contains("/us-east-1/execute-api/aws4_request");
    assertThat(request.header("X-amz-security-token")).isEqualTo("t");
  }

  @Test
  void shouldFailWithTheStatusOfAnApi() {
    // given
    server.answers(403, JSON, "{\"message\":\"Forbidden\"}");

    // when, then
    assertThat(gateway(""))
        .isEqualTo(StepOutcome.failed("ApiGateway.403", "{\"message\":\"Forbidden\"}"));
  }

  @Test
  void shouldReportAnApiThatIsNotThere() {
    // given
    server.close();

    // when
    StepOutcome outcome = gateway("");

    // then
    assertThat(error(outcome)).isEqualTo("ApiGateway.SdkClientException");
    assertThat(cause(outcome)).contains(server.url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"AuthType\":\"MAGIC\"",
        ",\"Headers\":{\"X-Amzn-Trace\":[\"x\"]}",
        ",\"Method\":\"TRACE\""
      })
  void shouldRefuseParametersOfAnApi(String more) {
    assertThat(error(gateway(more))).isEqualTo("States.Runtime");
    assertThat(server.requests).isEmpty();
  }

  private StepOutcome http(String connection, String method, String path, String more) {
    return TestSteps.run(steps, HTTP, parameters(connection, method, server.url() + path, more));
  }

  private static String parameters(String connection, String method, String url, String more) {
    return """
    {"ApiEndpoint":"%s","Method":"%s","Authentication":{"ConnectionArn":
      "arn:aws:events:us-east-1:000000000000:connection/%s/1"}%s}"""
        .formatted(url, method, connection, more);
  }

  private StepOutcome gateway(String more) {
    return TestSteps.run(
        steps,
        GATEWAY,
        "{\"ApiEndpoint\":\"" + server.url() + "\",\"Method\":\"POST\"" + more + "}");
  }

  private void connection(String name, String definition) throws IOException {
    Files.writeString(folder.resolve(name + ".json"), definition);
  }

  private static String error(StepOutcome outcome) {
    assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
    return ((StepOutcome.Failed) outcome).error();
  }

  private static String cause(StepOutcome outcome) {
    return ((StepOutcome.Failed) outcome).cause();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
