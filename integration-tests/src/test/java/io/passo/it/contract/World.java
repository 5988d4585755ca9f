package io.passo.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * What the requests that must be refused are about. It is made by requests that must succeed: each
 * action does once what it is for.
 */
final class World {
  static final String PREFIX = "arn:aws:states:us-east-1:000000000000:";
  static final String ROLE = "arn:aws:iam::000000000000:role/contract";
  static final String PASS =
      "{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}}".replace('\'', '"');

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Api api;
  private final AwsCredentialsIdentity caller;
  private final Map<String, String> variables = new HashMap<>();

  private World(Api api, AwsCredentialsIdentity caller) {
    this.api = api;
    this.caller = caller;
  }

  /**
   * Makes it.
   *
   * @return values of the variables in {@code api/errors.tsv}
   */
  static Map<String, String> make(Api api, AwsCredentialsIdentity caller) {
    World world = new World(api, caller);
    world.texts();
    world.stateMachines();
    world.executions();
    world.tasks();
    world.mapRuns();
    world.tags();
    world.rest();
    return Map.copyOf(world.variables);
  }

  private void texts() {
    variables.put("prefix", PREFIX);
    variables.put("elsewhere", PREFIX.replace("000000000000", "111122223333"));
    variables.put("role", ROLE);
    variables.put("definition", escaped(PASS));
    variables.put("dangling", escaped(PASS.replace("\"End\":true", "\"Next\":\"B\"")));
    variables.put("waits", escaped(task()));
    variables.put("passState", escaped("{'Type':'Pass','End':true}"));
    variables.put(
        "mapState", escaped("{'Type':'Map','End':true,'ItemProcessor':%s}".formatted(PASS)));
    variables.put(
        "taskState",
        escaped(
            "{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage','End':true,'Parameters':{'QueueUrl':'http://q','MessageBody':'m'}}"));
    variables.put(
        "tags",
        IntStream.rangeClosed(1, 51)
            .mapToObj("{\"key\":\"%d\",\"value\":\"\"}"::formatted)
            .collect(Collectors.joining(",")));
  }

  private static String task() {
    return "{'StartAt':'Work','States':{'Work':{'Type':'Task','Resource':'%sactivity:work','End':true}}}"
        .formatted(PREFIX);
  }

  private void stateMachines() {
    String there = machine("there", "STANDARD", PASS, ",'publish':true");
    variables.put("there", there);
    variables.put("quick", machine("quick", "EXPRESS", PASS, ""));
    done("CreateActivity", "{'name':'work'}");
    variables.put("waiting", machine("waiting", "STANDARD", task(), ""));
    done("DescribeStateMachine", "{'stateMachineArn':'%s'}", there);
    done("ListStateMachines", "{}");
    done("PublishStateMachineVersion", "{'stateMachineArn':'%s'}", there);
    done("ListStateMachineVersions", "{'stateMachineArn':'%s'}", there);
    alias("live", there + ":1");
    alias("gone", there + ":1");
    done("UpdateStateMachineAlias", "{'stateMachineAliasArn':'%s:gone','description':'d'}", there);
    done("DescribeStateMachineAlias", "{'stateMachineAliasArn':'%s:gone'}", there);
    done("ListStateMachineAliases", "{'stateMachineArn':'%s'}", there);
    done("DeleteStateMachineAlias", "{'stateMachineAliasArn':'%s:gone'}", there);
    String passing = machine("passing", "STANDARD", PASS, ",'publish':true");
    done(
        "UpdateStateMachine",
        "{'stateMachineArn':'%s','definition':'%s'}",
        passing,
        escaped(task()));
    done("DeleteStateMachineVersion", "{'stateMachineVersionArn':'%s:1'}", passing);
    done("DeleteStateMachine", "{'stateMachineArn':'%s'}", passing);
  }

  private String machine(String name, String type, String definition, String more) {
    return done(
            "CreateStateMachine",
            "{'name':'%s','type':'%s','definition':'%s','roleArn':'%s'%s}",
            name,
            type,
            escaped(definition),
            ROLE,
            more)
        .path("stateMachineArn")
        .asText();
  }

  private void alias(String name, String version) {
    done(
        "CreateStateMachineAlias",
        "{'name':'%s','routingConfiguration':[{'stateMachineVersionArn':'%s','weight':100}]}",
        name,
        version);
  }

  private void executions() {
    String run = start(variables.get("there"), "run");
    variables.put("run", run);
    ended(run);
    done("GetExecutionHistory", "{'executionArn':'%s'}", run);
    done("DescribeStateMachineForExecution", "{'executionArn':'%s'}", run);
    done("ListExecutions", "{'stateMachineArn':'%s'}", variables.get("there"));
    done("StartSyncExecution", "{'stateMachineArn':'%s'}", variables.get("quick"));
    String failing =
        machine("failing", "STANDARD", "{'StartAt':'F','States':{'F':{'Type':'Fail'}}}", "");
    String failed = start(failing, "failed");
    ended(failed);
    done("RedriveExecution", "{'executionArn':'%s'}", failed);
    variables.put("open", start(variables.get("waiting"), "open"));
  }

  private String start(String machine, String name) {
    return done("StartExecution", "{'stateMachineArn':'%s','name':'%s'}", machine, name)
        .path("executionArn")
        .asText();
  }

  private JsonNode ended(String execution) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> done("DescribeExecution", "{'executionArn':'%s'}", execution),
            described -> !described.path("status").asText().equals("RUNNING"));
  }

  private void tasks() {
    // The oldest task comes first, and that is the one which stays open.
    String open = poll();
    done("SendTaskHeartbeat", "{'taskToken':'%s'}", open);
    String succeeds = start(variables.get("waiting"), "succeeds");
    String token = poll();
    done("SendTaskSuccess", "{'taskToken':'%s','output':'7'}", token);
    assertThat(ended(succeeds).path("output").asText()).isEqualTo("7");
    String fails = start(variables.get("waiting"), "fails");
    String closed = poll();
    done("SendTaskFailure", "{'taskToken':'%s','error':'E'}", closed);
    assertThat(ended(fails).path("error").asText()).isEqualTo("E");
    variables.put("closedToken", closed);
    variables.put("changedToken", closed.substring(0, closed.length() - 4) + "AAAA");
  }

  private String poll() {
    return done("GetActivityTask", "{'activityArn':'%sactivity:work'}", PREFIX)
        .path("taskToken")
        .asText();
  }

  private void mapRuns() {
    String definition =
        "{'StartAt':'M','States':{'M':{'Type':'Map','Label':'m','End':true,'ItemProcessor':{'ProcessorConfig':"
            + "{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},'StartAt':'W','States':{'W':{'Type':'Wait','SecondsPath':'$','End':true}}}}}}";
    String maps = machine("maps", "STANDARD", definition, "");
    String open = mapRun(maps, "open", "[3600]");
    done("UpdateMapRun", "{'mapRunArn':'%s','maxConcurrency':1}", open);
    String closed = mapRun(maps, "closed", "[3600]");
    done(
        "StopExecution",
        "{'executionArn':'%s'}",
        maps.replace(":stateMachine:", ":execution:") + ":closed");
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                done("DescribeMapRun", "{'mapRunArn':'%s'}", closed)
                    .path("status")
                    .asText()
                    .equals("ABORTED"));
    variables.put("mapRun", open);
    variables.put("closedMapRun", closed);
  }

  private String mapRun(String maps, String name, String items) {
    String execution =
        done(
                "StartExecution",
                "{'stateMachineArn':'%s','name':'%s','input':'%s'}",
                maps,
                name,
                items)
            .path("executionArn")
            .asText();
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                done("ListMapRuns", "{'executionArn':'%s'}", execution)
                    .path("mapRuns")
                    .path(0)
                    .path("mapRunArn")
                    .asText(),
            arn -> !arn.isEmpty());
  }

  private void tags() {
    String there = variables.get("there");
    done("TagResource", "{'resourceArn':'%s','tags':[{'key':'a','value':'b'}]}", there);
    done("ListTagsForResource", "{'resourceArn':'%s'}", there);
    done("UntagResource", "{'resourceArn':'%s','tagKeys':['a']}", there);
  }

  private void rest() {
    done("DescribeActivity", "{'activityArn':'%sactivity:work'}", PREFIX);
    done("CreateActivity", "{'name':'gone'}");
    variables.put(
        "foreignToken", done("ListActivities", "{'maxResults':1}").path("nextToken").asText());
    done("DeleteActivity", "{'activityArn':'%sactivity:gone'}", PREFIX);
    done("ValidateStateMachineDefinition", "{'definition':'%s'}", escaped(PASS));
    done("TestState", "{'definition':'%s'}", variables.get("passState"));
  }

  private JsonNode done(String action, String request, Object... values) {
    Api.Answer answer = api.call(caller, action, json(request, values));
    assertThat(answer.error()).as(action + " " + request).isEmpty();
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  /** A request, written with single quotes. */
  @SuppressWarnings("AnnotateFormatMethod") // formats are in variables, too
  static String json(String request, Object... values) {
    return request.formatted(values).replace('\'', '"');
  }

  /** JSON, perhaps with single quotes, as the content of a string of JSON. */
  static String escaped(String json) {
    return json.replace('\'', '"').replace("\"", "\\\"");
  }
}
