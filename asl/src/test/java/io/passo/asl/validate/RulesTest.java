package io.passo.asl.validate;

import static io.passo.asl.parse.Definitions.machine;
import static io.passo.asl.parse.Definitions.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.ParseResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Definitions that break one rule each, and neighbours that do not. */
class RulesTest {
  private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED: ";
  private static final String TARGET = "MISSING_TRANSITION_TARGET: ";
  private static final String TASK =
      "'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke'";

  record Case(String definition, StateMachineType type, List<String> findings) {
    Case(String definition, StateMachineType type, String... findings) {
      this(definition, type, List.of(findings));
    }

    Case(String definition, String... findings) {
      this(definition, StateMachineType.STANDARD, findings);
    }

    @Override
    public String toString() {
      return definition;
    }
  }

  static Stream<Case> names() {
    return Stream.of(
        new Case(named("n".repeat(80))),
        new Case(named("😀".repeat(80))),
        new Case(
            named("n".repeat(81)),
            "INVALID_STATE_NAME: State name '%s' exceeds the 80-character limit allowed by the service at /States/%<s"
                .formatted("n".repeat(81))),
        new Case(named(""), "INVALID_STATE_NAME: State name '' must not be empty at /States/"),
        new Case(
            named("a\\u0007"),
            "INVALID_STATE_NAME: State name 'a\u0007' contains control characters at /States/a\u0007"),
        new Case(
            machine(
                "'A':{'Type':'Parallel','Next':'B','Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}]},"
                    + "'B':{'Type':'Succeed'}"),
            "DUPLICATE_STATE_NAME: Duplicate State name: B at /States/A/Branches[0]/States/B"));
  }

  static Stream<Case> transitions() {
    return Stream.of(
        new Case(
            machine("'A':{'Type':'Pass','Next':'C'},'B':{'Type':'Pass','End':true}"),
            TARGET + "Missing 'Next' target: C at /States/A/Next",
            TARGET + "State \"B\" is not reachable. at /States/B"),
        new Case(
            machine("'B':{'Type':'Pass','Next':'C'},'C':{'Type':'Succeed'}"),
            TARGET + "Missing 'Next' target: A at /StartAt",
            TARGET + "State \"B\" is not reachable. at /States/B"),
        new Case(
            state(
                "'Type':'Choice','Choices':[{'Variable':'$','IsNull':true,'Next':'X'}],'Default':'Y'"),
            TARGET + "Missing 'Next' target: X at /States/A/Choices[0]/Next",
            TARGET + "Missing 'Next' target: Y at /States/A/Default",
            "MISSING_END_STATE: Workflow has no terminal state at null"),
        new Case(
            state(TASK + ",'Catch':[{'ErrorEquals':['E'],'Next':'X'}]"),
            TARGET + "Missing 'Next' target: X at /States/A/Catch[0]/Next"),
        new Case(
            machine(
                "'A':{'Type':'Parallel','Next':'B','Branches':[{'StartAt':'C','States':{'C':{'Type':'Pass','Next':'B'},"
                    + "'D':{'Type':'Succeed'}}}]},'B':{'Type':'Succeed'}"),
            TARGET + "Missing 'Next' target: B at /States/A/Branches[0]/States/C/Next",
            TARGET + "State \"D\" is not reachable. at /States/A/Branches[0]/States/D"));
  }

  static Stream<Case> ends() {
    return Stream.of(
        new Case(
            machine(
                "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'A'},'C':{'Type':'Pass','Next':'A'}"),
            "MISSING_END_STATE: Workflow has no terminal state at null"),
        new Case(
            machine(
                "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'A'},'C':{'Type':'Succeed'}"),
            TARGET + "State \"C\" is not reachable. at /States/C"),
        new Case(
            machine(
                "'A':{'Type':'Succeed'},'B':{'Type':'Pass','Next':'C'},'C':{'Type':'Pass','Next':'B'}"),
            TARGET + "State \"B\" is not reachable. at /States/B"),
        new Case(
            machine(
                "'A':{'Type':'Pass','Next':'C'},'B':{'Type':'Fail'},'C':{'Type':'Choice','Default':'D',"
                    + "'Choices':[{'Variable':'$','IsNull':true,'Next':'B'}]},'D':{'Type':'Succeed'}")),
        new Case(
            state(
                "'Type':'Map','End':true,'ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Pass','Next':'B'}}}"),
            "MISSING_END_STATE: Workflow has no terminal state at /States/A/ItemProcessor"));
  }

  static Stream<Case> recovery() {
    return Stream.of(
        new Case(state(TASK + ",'Retry':[{'ErrorEquals':['E']},{'ErrorEquals':['States.ALL']}]")),
        new Case(
            state(TASK + ",'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['E']}]"),
            SCHEMA
                + "States.ALL must appear alone and at end of list at /States/A/Retry[0]/ErrorEquals"),
        new Case(
            state(TASK + ",'Catch':[{'ErrorEquals':['E','States.ALL'],'Next':'A'}]"),
            SCHEMA
                + "States.ALL must appear alone and at end of list at /States/A/Catch[0]/ErrorEquals"),
        new Case(
            state(
                TASK + ",'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':5,'MaxDelaySeconds':5}]")),
        new Case(
            state(
                TASK + ",'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':5,'MaxDelaySeconds':4}]"),
            SCHEMA
                + "Expected MaxDelaySeconds of at least IntervalSeconds (5) but found 4"
                + " at /States/A/Retry[0]/MaxDelaySeconds"));
  }

  static Stream<Case> tasks() {
    return Stream.of(
        new Case(state(TASK + ",'TimeoutSeconds':10,'HeartbeatSeconds':9")),
        new Case(
            state(TASK + ",'TimeoutSeconds':10,'HeartbeatSeconds':10"),
            SCHEMA
                + "Expected HeartbeatSeconds below TimeoutSeconds (10) but found 10 at /States/A/HeartbeatSeconds"),
        new Case(calling("arn:aws:states:::states:startExecution.sync:2")),
        new Case(calling("arn:aws:states:::aws-sdk:sfn:startSyncExecution")),
        new Case(calling("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken")),
        new Case(calling("arn:aws:states:::dynamodb:getItem")),
        new Case(
            calling("arn:aws:states:::lambda:invoke.sync"), unrecognised("lambda:invoke.sync")),
        new Case(
            calling("arn:aws:states:::aws-sdk:s3:getObject.sync"),
            unrecognised("aws-sdk:s3:getObject.sync")),
        new Case(
            calling("arn:aws:states:::glue:startJobRun.sync:2"),
            unrecognised("glue:startJobRun.sync:2")),
        new Case(
            calling("arn:aws:states:::sqs:receiveMessage"), unrecognised("sqs:receiveMessage")),
        new Case(
            state(
                "'Type':'Task','End':true,'Resource':'arn:aws:states:us-east-1:123456789012:activity:X',"
                    + "'Credentials':{'RoleArn':'r'}"),
            SCHEMA
                + "The field 'Credentials' is not supported for activities at /States/A/Credentials"));
  }

  static Stream<Case> fails() {
    return Stream.of(
        new Case(state("'Type':'Fail','ErrorPath':'$.e','CausePath':'States.JsonToString($.c)'")),
        new Case(
            state("'Type':'Fail','CausePath':'States.Array($.c)'"),
            SCHEMA
                + "Expected a path or an intrinsic function that gives text but found States.Array($.c)"
                + " at /States/A/CausePath"));
  }

  static Stream<Case> express() {
    return Stream.of(
        new Case(state(TASK), StateMachineType.EXPRESS),
        new Case(
            calling("arn:aws:states:::states:startExecution.sync:2"),
            StateMachineType.EXPRESS,
            SCHEMA
                + "Express state machine does not support '.sync' service integration at /States/A/Resource"),
        new Case(
            calling("arn:aws:states:::lambda:invoke.waitForTaskToken"),
            StateMachineType.EXPRESS,
            SCHEMA
                + "Express state machine does not support '.waitForTaskToken' service integration"
                + " at /States/A/Resource"),
        new Case(
            calling("arn:aws:states:us-east-1:123456789012:activity:X"),
            StateMachineType.EXPRESS,
            SCHEMA + "Express state machine does not support Activity ARN at /States/A/Resource"));
  }

  private static Case distributed(String fields, String... errors) {
    return new Case(
        state(
            "'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':"
                + "'STANDARD'},'StartAt':'B','States':{'B':{'Type':'Succeed'}}},"
                + fields),
        errors);
  }

  private static Case read(String config, String... errors) {
    return distributed(
        "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b','Key':'k'},"
            + "'ReaderConfig':{"
            + config
            + "}}",
        errors);
  }

  static Stream<Case> readersAndWriters() {
    String reader = " at /States/A/ItemReader/ReaderConfig";
    return Stream.of(
        distributed(
            "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'b'},"
                + "'WriterConfig':{'Transformation':'FLATTEN','OutputType':'JSONL'}},'ItemReader':{'Resource':"
                + "'arn:aws:states:::s3:listObjectsV2','Parameters':{'Bucket':'b'}}"),
        distributed(
            "'ResultWriter':{'WriterConfig':{'Transformation':'ZIP','OutputType':'XML'}}",
            SCHEMA
                + "Value should be one of the following: [NONE, COMPACT, FLATTEN] at"
                + " /States/A/ResultWriter/WriterConfig/Transformation",
            SCHEMA
                + "Value should be one of the following: [JSON, JSONL] at"
                + " /States/A/ResultWriter/WriterConfig/OutputType"),
        read("'InputType':'JSONL','MaxItems':100000000"),
        read("'ManifestType':'S3_INVENTORY'"),
        read("'ManifestType':'ATHENA_DATA','InputType':'PARQUET'"),
        read(
            "'InputType':'CSV','CSVHeaderLocation':'NOWHERE','CSVDelimiter':'COLON'",
            SCHEMA
                + "Value should be one of the following: [FIRST_ROW, GIVEN]"
                + reader
                + "/CSVHeaderLocation",
            SCHEMA
                + "Value should be one of the following: [COMMA, PIPE, SEMICOLON, SPACE, TAB]"
                + reader
                + "/CSVDelimiter"),
        read(
            "'ManifestType':'LIST'",
            SCHEMA
                + "Value should be one of the following: [S3_INVENTORY, ATHENA_DATA]"
                + reader
                + "/ManifestType"),
        read(
            "'InputType':'JSON','MaxItems':-1",
            SCHEMA + "Minimum value is 0" + reader + "/MaxItems"));
  }

  static Stream<Case> notSupportedYet() {
    return Stream.of(
        new Case(
            machine(
                "'A':{'Type':'Parallel','End':true,'Assign':{'x':1},'Branches':[{'StartAt':'B','States':"
                    + "{'B':{'Type':'Pass','Assign':{'y':1,'x.$':'$'},'End':true}}}]}"),
            SCHEMA
                + "The variable 'x' is already assigned by a state of an enclosing scope at"
                + " /States/A/Branches[0]/States/B/Assign"),
        notInstalled("batch:submitJob.sync"),
        notInstalled("aws-sdk:s3:getNothing"),
        notInstalled("aws-sdk:nothing:getObject"),
        new Case(calling("arn:aws:states:::glue:startJobRun.sync")),
        new Case(calling("arn:aws:states:::sns:publish.waitForTaskToken")),
        new Case(calling("arn:aws:states:::aws-sdk:dynamodbstreams:listStreams")));
  }

  private static Case notInstalled(String call) {
    return new Case(
        calling("arn:aws:states:::" + call),
        SCHEMA
            + "The resource 'arn:aws:states:::"
            + call
            + "' is not supported by this version of Passo at /States/A/Resource");
  }

  @ParameterizedTest
  @MethodSource({
    "names",
    "transitions",
    "ends",
    "recovery",
    "tasks",
    "express",
    "readersAndWriters",
    "notSupportedYet"
  })
  void shouldReportExactly(Case each) {
    // when
    ParseResult result = DefinitionChecker.check(each.definition(), each.type());

    // then
    assertThat(result.diagnostics().stream().map(Diagnostic::toString).toList())
        .containsExactlyElementsOf(each.findings());
    assertThat(result.stateMachine().isPresent()).isEqualTo(each.findings().isEmpty());
  }

  @Test
  void shouldLetBranchesAssignWhatACatcherAroundThemAssigns() {
    // given
    String definition =
        machine(
            "'A':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'B','States':"
                + "{'B':{'Type':'Pass','Assign':{'x.$':'$'},'End':true}}}],"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'Assign':{'x':1},'Next':'C'}]},"
                + "'C':{'Type':'Succeed'}");

    // when // then
    assertThat(DefinitionChecker.check(definition, StateMachineType.STANDARD).diagnostics())
        .isEmpty();
  }

  private static String named(String name) {
    return """
        {"StartAt": "%s", "States": {"%<s": {"Type": "Succeed"}}}"""
        .formatted(name);
  }

  private static String calling(String resource) {
    return state("'Type':'Task','End':true,'Resource':'" + resource + "'");
  }

  private static String unrecognised(String call) {
    return SCHEMA
        + "The resource provided arn:aws:states:::"
        + call
        + " is not recognized. The value is not a valid resource ARN, or the resource is not available in"
        + " this region. at /States/A/Resource";
  }
}
