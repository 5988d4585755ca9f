package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PASS;
import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.ROLE;
import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Action × violated constraint → type and text. The state machine {@code there} and the activity
 * {@code work} exist.
 */
class ErrorsTest {
  private static final String THERE = PREFIX + "stateMachine:there";
  private static final String RUN = PREFIX + "execution:there:run";
  private static final String DEFINITION = escaped(PASS);
  private static final String LONG_ARN = PREFIX + "stateMachine:" + "x".repeat(300);
  private static final String BIG = "x".repeat(262_145);

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("cases")
  void shouldAnswerWithTheServicesErrors(String action, String request, String expected) {
    // given
    Service service = new Service();
    service.machine("there");
    service.execution(THERE, "run");
    service.activity("work");

    // when
    Service.Result result = service.call(action, request);

    // then
    assertThat(result.error()).isEqualTo(expected);
    assertThat(result.status()).isEqualTo(400);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
            wire(),
            createStateMachine(),
            updateStateMachine(),
            otherStateMachineActions(),
            startExecution(),
            executions(),
            lists(),
            activities(),
            tasks())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> wire() {
    return Stream.of(
        of(
            "Nonsense",
            "{}",
            "UnknownOperationException: Expected the header X-Amz-Target to name an operation of AWSStepFunctions"),
        of(
            "RedriveExecution",
            "{}",
            "UnknownOperationException: The operation 'RedriveExecution' is not supported by this version of Passo"),
        of(
            "ListActivities",
            "[]",
            "SerializationException: Expected the request body to be a JSON object"),
        of(
            "ListActivities",
            "",
            "SerializationException: Expected the request body to be a JSON object"),
        of(
            "ListActivities",
            "{} {}",
            "SerializationException: Expected the request body to be one JSON object"),
        of(
            "ListActivities",
            "{\"maxResults\":\"10\"}",
            "SerializationException: Expected 'maxResults' to be a 32-bit integer but found a string"),
        of(
            "ListActivities",
            "{\"maxResults\":1.5}",
            "SerializationException: Expected 'maxResults' to be a 32-bit integer but found a number"),
        of(
            "ListActivities",
            "{\"maxResults\":99999999999}",
            "SerializationException: Expected 'maxResults' to be a 32-bit integer but found a number"),
        of(
            "DescribeActivity",
            "{\"activityArn\":7}",
            "SerializationException: Expected 'activityArn' to be a string but found a number"),
        of(
            "DescribeActivity",
            "{\"activityArn\":\"a\\u0000b\"}",
            "SerializationException: Expected 'activityArn' to be text without NUL characters"),
        of(
            "GetExecutionHistory",
            json("{'executionArn':'%s','reverseOrder':'yes'}", RUN),
            "SerializationException: Expected 'reverseOrder' to be a boolean but found a string"),
        of(
            "CreateActivity",
            json("{'name':'a','tags':{}}"),
            "SerializationException: Expected 'tags' to be a list but found an object"),
        of(
            "CreateActivity",
            json("{'name':'a','tags':[7]}"),
            "SerializationException: Expected 'tags.1.member' to be an object but found a number"),
        of(
            "CreateActivity",
            json("{'name':'a','encryptionConfiguration':[]}"),
            "SerializationException: Expected 'encryptionConfiguration' to be an object but found a list"));
  }

  private static Stream<Arguments> createStateMachine() {
    String action = "CreateStateMachine";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 3 validation errors detected: "
                + missing("name")
                + "; "
                + missing("definition")
                + "; "
                + missing("roleArn")),
        of(
            action,
            create("", DEFINITION, ROLE),
            "ValidationException: 1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        of(
            action,
            create("x".repeat(81), DEFINITION, ROLE),
            "ValidationException: 1 validation error detected: Value '"
                + "x".repeat(81)
                + "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80"),
        of(action, create("a b", DEFINITION, ROLE), "InvalidName: Invalid Name: 'a b'"),
        of(action, create("a/b", DEFINITION, ROLE), "InvalidName: Invalid Name: 'a/b'"),
        of(action, create("ab\\u007f", DEFINITION, ROLE), "InvalidName: Invalid Name: 'ab\u007f'"),
        of(
            action,
            create("a", "", ROLE),
            "ValidationException: 1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        of(action, create("a", DEFINITION, "role"), "InvalidArn: Invalid Role Arn: 'role'"),
        of(
            action,
            create("a", escaped("{\"StartAt\":\"A\"}"), ROLE),
            "InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'"),
        of(
            action,
            createWith("'type':'SLOW'"),
            "ValidationException: 1 validation error detected: Value 'SLOW' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]"),
        of(
            action,
            createWith("'type':'EXPRESS'"),
            "StateMachineTypeNotSupported: Express state machines are not supported by this version of Passo"),
        of(
            action,
            createWith("'versionDescription':'first'"),
            "ValidationException: Version description can only be set when publish is true"),
        of(
            action,
            createWith("'publish':true"),
            "ValidationException: Publishing versions is not supported by this version of Passo"),
        of(
            action,
            createWith("'loggingConfiguration':{'level':'ALL'}"),
            "InvalidLoggingConfiguration: Invalid Logging Configuration: Must specify exactly one Log Destination."),
        of(
            action,
            createWith("'loggingConfiguration':{'level':'SOME'}"),
            "ValidationException: 1 validation error detected: Value 'SOME' at 'loggingConfiguration.level' failed to satisfy constraint: Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]"),
        of(
            action,
            createWith(
                "'loggingConfiguration':{'level':'ALL','destinations':[{'cloudWatchLogsLogGroup':{'logGroupArn':'arn:aws:logs:us-east-1:000000000000:log-group:g'}}]}"),
            "InvalidLoggingConfiguration: Invalid Logging Configuration: Log Destination not found."),
        of(
            action,
            createWith(
                "'encryptionConfiguration':{'type':'CUSTOMER_MANAGED_KMS_KEY','kmsKeyId':'k'}"),
            "InvalidEncryptionConfiguration: Invalid Encryption Configuration: Customer managed keys are not supported by this version of Passo"),
        of(
            action,
            createWith(
                "'encryptionConfiguration':{'type':'AWS_OWNED_KEY','kmsDataKeyReusePeriodSeconds':59}"),
            "ValidationException: 1 validation error detected: Value '59' at 'encryptionConfiguration.kmsDataKeyReusePeriodSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60"),
        of(
            action,
            createWith("'encryptionConfiguration':{}"),
            "ValidationException: 1 validation error detected: "
                + missing("encryptionConfiguration.type")),
        of(
            action,
            createWith("'tags':[{'key':'a'},{'key':''}]"),
            "ValidationException: 1 validation error detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        of(
            action,
            createWith("'tags':[{'key':'aws:a','value':'b'}]"),
            "ValidationException: Tag keys starting with 'aws:' are reserved: 'aws:a'"),
        of(
            action,
            create(
                "there",
                escaped("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"),
                ROLE),
            "StateMachineAlreadyExists: State Machine Already Exists: '" + THERE + "'"));
  }

  private static Stream<Arguments> updateStateMachine() {
    String action = "UpdateStateMachine";
    return Stream.of(
        of(
            action,
            "{}",
            "ValidationException: 1 validation error detected: " + missing("stateMachineArn")),
        of(
            action,
            json("{'stateMachineArn':'%s'}", THERE),
            "MissingRequiredParameter: Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"),
        of(
            action,
            json("{'stateMachineArn':'%s/label','roleArn':'%s'}", THERE, ROLE),
            "ValidationException: This operation does not support labeled state machine ARNs: "
                + THERE
                + "/label"),
        of(
            action,
            json("{'stateMachineArn':'%sgone','roleArn':'%s'}", THERE, ROLE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
        of(
            action,
            json("{'stateMachineArn':'%s','roleArn':'x'}", THERE),
            "InvalidArn: Invalid Role Arn: 'x'"),
        of(
            action,
            json("{'stateMachineArn':'%s','definition':'{}'}", THERE),
            "InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'"),
        of(
            action,
            json("{'stateMachineArn':'%s','roleArn':'%s','publish':true}", THERE, ROLE),
            "ValidationException: Publishing versions is not supported by this version of Passo"));
  }

  private static Stream<Arguments> otherStateMachineActions() {
    return Stream.of("DescribeStateMachine", "DeleteStateMachine")
        .flatMap(
            action ->
                Stream.of(
                    of(
                        action,
                        "{}",
                        "ValidationException: 1 validation error detected: "
                            + missing("stateMachineArn")),
                    of(
                        action,
                        json("{'stateMachineArn':'%s'}", LONG_ARN),
                        "ValidationException: 1 validation error detected: Value '"
                            + LONG_ARN
                            + "' at 'stateMachineArn' failed to satisfy constraint: Member must have length less than or equal to 256"),
                    of(
                        action,
                        json("{'stateMachineArn':'there'}"),
                        "InvalidArn: Invalid Arn: 'Invalid ARN prefix: there'"),
                    of(
                        action,
                        json("{'stateMachineArn':'arn:aws:states:us-east-1:12:stateMachine:a'}"),
                        "InvalidArn: Invalid Arn: 'Invalid ARN prefix: arn:aws:states:us-east-1:12:stateMachine:a'"),
                    of(
                        action,
                        json("{'stateMachineArn':'%sstateMachine:'}", PREFIX),
                        "InvalidArn: Invalid Arn: 'Invalid ARN prefix: "
                            + PREFIX
                            + "stateMachine:'"),
                    of(
                        action,
                        json("{'stateMachineArn':'%s'}", RUN),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'"),
                    of(
                        action,
                        json("{'stateMachineArn':'%sbucket:a'}", PREFIX),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: bucket'")));
  }

  private static Stream<Arguments> startExecution() {
    String action = "StartExecution";
    return Stream.of(
        of(
            action,
            json("{'stateMachineArn':'%s','name':'a:b'}", THERE),
            "InvalidName: Invalid Name: 'a:b'"),
        of(
            action,
            json("{'stateMachineArn':'%s','name':'%s'}", THERE, "x".repeat(81)),
            "ValidationException: 1 validation error detected: Value '"
                + "x".repeat(81)
                + "' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'nonsense'}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Unrecognized token 'nonsense': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') at [line: 1, column: 1]'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':''}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected a JSON value but the text is empty'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'{} 7'}", THERE),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected one JSON value but found more text after it'"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'%s'}", THERE, BIG),
            "ValidationException: 1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144"),
        of(
            action,
            json("{'stateMachineArn':'%s','input':'\\'%s\\''}", THERE, "é".repeat(200_000)),
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Expected at most 262144 bytes but found 400002'"),
        of(
            action,
            json("{'stateMachineArn':'%s','traceHeader':'é'}", THERE),
            "ValidationException: 1 validation error detected: Value 'é' at 'traceHeader' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{ASCII}*"),
        of(
            action,
            json("{'stateMachineArn':'%sgone'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
        of(
            action,
            json("{'stateMachineArn':'%s:1'}", THERE),
            "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + ":1'"),
        of(
            action,
            json("{'stateMachineArn':'%s/label'}", THERE),
            "ValidationException: This operation does not support labeled state machine ARNs: "
                + THERE
                + "/label"),
        of(
            action,
            json("{'stateMachineArn':'%s','name':'run','input':'7'}", THERE),
            "ExecutionAlreadyExists: Execution Already Exists: '" + RUN + "'"));
  }

  private static Stream<Arguments> executions() {
    return Stream.of(
            "DescribeExecution",
            "StopExecution",
            "GetExecutionHistory",
            "DescribeStateMachineForExecution")
        .flatMap(
            action ->
                Stream.of(
                    of(
                        action,
                        "{}",
                        "ValidationException: 1 validation error detected: "
                            + missing("executionArn")),
                    of(
                        action,
                        json("{'executionArn':'run'}"),
                        "InvalidArn: Invalid Arn: 'Invalid ARN prefix: run'"),
                    of(
                        action,
                        json("{'executionArn':'%sexpress:there:run:1'}", PREFIX),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'"),
                    of(
                        action,
                        json("{'executionArn':'%s'}", THERE),
                        "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"),
                    of(
                        action,
                        json("{'executionArn':'%s2'}", RUN),
                        "ExecutionDoesNotExist: Execution Does Not Exist: '" + RUN + "2'"),
                    of(
                        action,
                        json("{'executionArn':'%s'}", RUN.replace("000000000000", "000000000001")),
                        "ExecutionDoesNotExist: Execution Does Not Exist: '"
                            + RUN.replace("000000000000", "000000000001")
                            + "'")));
  }

  private static Stream<Arguments> lists() {
    return Stream.concat(
        Stream.of("ListStateMachines", "ListActivities")
            .flatMap(
                action ->
                    Stream.of(
                        of(
                            action,
                            json("{'maxResults':1001}"),
                            "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000"),
                        of(
                            action,
                            json("{'maxResults':-1,'nextToken':''}"),
                            "ValidationException: 2 validation errors detected: Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0; Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1"),
                        of(
                            action,
                            json("{'nextToken':'nonsense'}"),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'nextToken':'ÄÖ'}"),
                            "InvalidToken: Invalid Token: 'Invalid token'"))),
        Stream.of(
            of(
                "ListExecutions",
                "{}",
                "ValidationException: Exactly one of stateMachineArn and mapRunArn must be specified"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','mapRunArn':'%smapRun:a/b:1'}", THERE, PREFIX),
                "ValidationException: Exactly one of stateMachineArn and mapRunArn must be specified"),
            of(
                "ListExecutions",
                json("{'mapRunArn':'%smapRun:a/b:1'}", PREFIX),
                "ResourceNotFound: Resource not found: '" + PREFIX + "mapRun:a/b:1'"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','statusFilter':'PENDING_REDRIVE'}", THERE),
                "ValidationException: The status filter PENDING_REDRIVE needs a mapRunArn"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','statusFilter':'DONE'}", THERE),
                "ValidationException: 1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE]"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%sgone'}", THERE),
                "StateMachineDoesNotExist: State Machine Does Not Exist: '" + THERE + "gone'"),
            of(
                "ListExecutions",
                json("{'stateMachineArn':'%s','nextToken':'x'}", THERE),
                "InvalidToken: Invalid Token: 'Invalid token'"),
            of(
                "GetExecutionHistory",
                json("{'executionArn':'%s','nextToken':'x'}", RUN),
                "InvalidToken: Invalid Token: 'Invalid token'")));
  }

  private static Stream<Arguments> activities() {
    return Stream.concat(
        Stream.of("DescribeActivity", "DeleteActivity", "GetActivityTask")
            .flatMap(
                action ->
                    Stream.of(
                        of(
                            action,
                            "{}",
                            "ValidationException: 1 validation error detected: "
                                + missing("activityArn")),
                        of(
                            action,
                            json("{'activityArn':'work'}"),
                            "InvalidArn: Invalid Arn: 'Invalid ARN prefix: work'"),
                        of(
                            action,
                            json("{'activityArn':'%s'}", THERE),
                            "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'"))),
        Stream.of(
            of(
                "CreateActivity",
                "{}",
                "ValidationException: 1 validation error detected: " + missing("name")),
            of("CreateActivity", json("{'name':'a*'}"), "InvalidName: Invalid Name: 'a*'"),
            of(
                "DescribeActivity",
                json("{'activityArn':'%sactivity:gone'}", PREFIX),
                "ActivityDoesNotExist: Activity Does Not Exist: '" + PREFIX + "activity:gone'"),
            of(
                "GetActivityTask",
                json("{'activityArn':'%sactivity:gone'}", PREFIX),
                "ActivityDoesNotExist: Activity Does Not Exist: '" + PREFIX + "activity:gone'"),
            of(
                "GetActivityTask",
                json("{'activityArn':'%sactivity:work','workerName':''}", PREFIX),
                "ValidationException: 1 validation error detected: Value '' at 'workerName' failed to satisfy constraint: Member must have length greater than or equal to 1")));
  }

  private static Stream<Arguments> tasks() {
    String closed = Service.token(RUN, 5);
    String changed = closed.substring(0, closed.length() - 4) + "AAAA";
    String foreign = Service.token(RUN.replace("000000000000", "000000000001"), 5);
    return Stream.concat(
        Stream.of("SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat")
            .flatMap(
                action ->
                    Stream.of(
                        of(
                            action,
                            json("{'output':'7'}"),
                            "ValidationException: 1 validation error detected: "
                                + missing("taskToken")),
                        of(
                            action,
                            json("{'taskToken':'x','output':'7'}"),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'taskToken':'%s','output':'7'}", changed),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'taskToken':'%s','output':'7'}", foreign),
                            "InvalidToken: Invalid Token: 'Invalid token'"),
                        of(
                            action,
                            json("{'taskToken':'%s','output':'7'}", closed),
                            "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'"))),
        Stream.of(
            of(
                "SendTaskSuccess",
                json("{'taskToken':'%s'}", closed),
                "ValidationException: 1 validation error detected: " + missing("output")),
            of(
                "SendTaskSuccess",
                json("{'taskToken':'%s','output':'{'}", closed),
                "InvalidOutput: Invalid Output: 'Unexpected end-of-input: expected close marker for Object (start marker at [line: 1, column: 1]) at [line: 1, column: 2]'"),
            of(
                "SendTaskFailure",
                json("{'taskToken':'%s','error':'%s'}", closed, "x".repeat(257)),
                "ValidationException: 1 validation error detected: Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256")));
  }

  private static String create(String name, String definition, String roleArn) {
    return json("{'name':'%s','definition':'%s','roleArn':'%s'}", name, definition, roleArn);
  }

  private static String createWith(String member) {
    return json("{'name':'a','definition':'%s','roleArn':'%s',", DEFINITION, ROLE)
        + member.replace('\'', '"')
        + "}";
  }

  private static String missing(String name) {
    return "Value null at '" + name + "' failed to satisfy constraint: Member must not be null";
  }

  private static Arguments of(String action, String request, String expected) {
    return Arguments.of(action, request, expected);
  }
}
