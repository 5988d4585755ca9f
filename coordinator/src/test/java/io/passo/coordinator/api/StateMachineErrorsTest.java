package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.ROLE;
import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors of the actions on state machines. */
class StateMachineErrorsTest extends ErrorCases {
  static Stream<Arguments> cases() {
    return Stream.of(createStateMachine(), updateStateMachine(), otherStateMachineActions())
        .flatMap(cases -> cases);
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
            json(
                "{'name':'a','type':'EXPRESS','roleArn':'%s','definition':'%s'}",
                ROLE,
                escaped(
                    "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"End\":true,"
                        + "\"Resource\":\"arn:aws:states:us-east-1:000000000000:activity:work\"}}}")),
            "InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support Activity ARN at /States/A/Resource'"),
        of(
            action,
            createWith("'versionDescription':'first'"),
            "ValidationException: Version description can only be set when publish is true"),
        of(
            action,
            create("there", DEFINITION, ROLE).replace("{\"name", "{\"publish\":true,\"name"),
            "StateMachineAlreadyExists: State Machine Already Exists: '" + THERE + "'"),
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
            json("{'stateMachineArn':'%s','publish':true}", THERE),
            "MissingRequiredParameter: Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"),
        of(
            action,
            json("{'stateMachineArn':'%s','versionDescription':'v'}", THERE),
            "MissingRequiredParameter: Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"),
        of(
            action,
            json("{'stateMachineArn':'%s','roleArn':'%s','versionDescription':'v'}", THERE, ROLE),
            "ValidationException: Version description can only be set when publish is true"),
        of(
            action,
            json("{'stateMachineArn':'%s:1','roleArn':'%s'}", THERE, ROLE),
            "ValidationException: Expected the ARN of a state machine, not of a version or alias: "
                + THERE
                + ":1"));
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

  private static String create(String name, String definition, String roleArn) {
    return json("{'name':'%s','definition':'%s','roleArn':'%s'}", name, definition, roleArn);
  }

  private static String createWith(String member) {
    return json("{'name':'a','definition':'%s','roleArn':'%s',", DEFINITION, ROLE)
        + member.replace('\'', '"')
        + "}";
  }
}
