package io.passo.asl.parse;

import static io.passo.asl.parse.Definitions.json;
import static io.passo.asl.parse.Definitions.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the form of a definition: all findings, with AWS's texts and places. */
class MalformedDefinitionsTest {
  private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED: ";
  private static final String LAMBDA =
      "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','End':true,";
  private static final String MAP =
      "'Type':'Map','End':true,'ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}";

  record Case(String definition, List<String> findings) {
    Case(String definition, String... findings) {
      this(definition, List.of(findings));
    }

    @Override
    public String toString() {
      return definition;
    }
  }

  static Stream<Case> machines() {
    return Stream.of(
        new Case("[]", SCHEMA + "Definition must be a valid JSON object at /"),
        new Case("'text'", SCHEMA + "Definition must be a valid JSON object at /"),
        new Case("  ", "MISSING_DESCRIPTION: Definition must not be empty at null"),
        new Case("{}", SCHEMA + "These fields are required: [States, StartAt] at /"),
        new Case("{'StartAt':'A'}", SCHEMA + "These fields are required: [States] at /"),
        new Case("{'StartAt':'A','States':{}}", SCHEMA + "Value cannot be empty at /States"),
        new Case(
            "{'StartAt':1,'States':[]}",
            SCHEMA + "Expected value of type [STRING] at /StartAt",
            SCHEMA + "Expected value of type [OBJECT] at /States"),
        new Case(
            "{'StartAt':'A','States':{'A':{'Type':'Succeed'}},'Version':'2.0','TimeoutSeconds':0,'X':1}",
            SCHEMA + "Field 'X' is not supported at /",
            SCHEMA + "Value should be one of the following: [1.0] at /Version",
            SCHEMA + "Minimum value is 1 at /TimeoutSeconds"),
        new Case(
            "{'StartAt':'A','States':{'A':{'Type':'Succeed'}},'TimeoutSeconds':99999999}",
            SCHEMA + "Maximum value is 99999998 at /TimeoutSeconds"),
        new Case(
            "{'StartAt':'A','States':{'A':{'Type':'Succeed'}},'TimeoutSeconds':99999999999999999999999}",
            SCHEMA + "Maximum value is 99999998 at /TimeoutSeconds"),
        new Case(
            "{'StartAt':'A','States':{'A':5}}",
            SCHEMA + "Expected value of type [OBJECT] at /States/A"),
        new Case(
            "{'StartAt':'A','QueryLanguage':'jsonpath','States':{'A':{'Type':'Succeed'}}}",
            SCHEMA + "Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage"),
        new Case(
            "{'StartAt':'A','QueryLanguage':5,'States':{'A':{'Type':'Succeed'}}}",
            SCHEMA + "Expected value of type [STRING] at /QueryLanguage"),
        new Case(
            "{'StartAt':'A','QueryLanguage':'JSONata','States':{'A':{'Type':'Succeed','QueryLanguage':'JSONPath','Output':1}}}",
            SCHEMA
                + "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A"),
        new Case(
            "{'StartAt':'A','States':{'A':{'Type':'Succeed'},'A':{'Type':'Fail'}}}",
            "DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A"));
  }

  static Stream<Case> states() {
    return Stream.of(
        new Case("'End':true", SCHEMA + "These fields are required: [Type] at /States/A"),
        new Case(
            "'Type':'Pause'",
            SCHEMA
                + "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail,"
                + " Choice, Parallel, Map] at /States/A/Type"),
        new Case(
            "'Type':'Pass','End':true,'Catch':[],'TimeoutSeconds':5,'Comment':7",
            SCHEMA + "Field 'Catch' is not supported at /States/A",
            SCHEMA + "Field 'TimeoutSeconds' is not supported at /States/A",
            SCHEMA + "Expected value of type [STRING] at /States/A/Comment"),
        new Case(
            "'Type':'Pass','End':true,'Output':1",
            SCHEMA
                + "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the"
                + " 'JSONata' QueryLanguage at /States/A"),
        new Case(
            "'Type':'Pass','End':true,'QueryLanguage':'JSONata','InputPath':'$'",
            SCHEMA
                + "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the"
                + " 'JSONPath' QueryLanguage at /States/A"),
        new Case(
            "'Type':'Pass'",
            SCHEMA
                + "This object should have only one of the following fields: [Next, End] at /States/A"),
        new Case(
            "'Type':'Pass','End':false",
            SCHEMA
                + "This object should have only one of the following fields: [Next, End] at /States/A"),
        new Case(
            "'Type':'Pass','End':true,'Next':'B'",
            SCHEMA + "There should only be one of the following fields: [Next, End] at /States/A"),
        new Case(
            "'Type':'Pass','End':'yes'",
            SCHEMA + "Expected value of type [BOOLEAN] at /States/A/End",
            SCHEMA
                + "This object should have only one of the following fields: [Next, End] at /States/A"),
        new Case(
            "'Type':'Pass','Next':5", SCHEMA + "Expected value of type [STRING] at /States/A/Next"),
        new Case(
            "'Type':'Succeed','End':true", SCHEMA + "Field 'End' is not supported at /States/A"),
        new Case(
            "'Type':'Fail','InputPath':'$'",
            SCHEMA + "Field 'InputPath' is not supported at /States/A"),
        new Case(
            "'Type':'Fail','Error':'E','ErrorPath':'$.e','Cause':'C','CausePath':'$.c'",
            SCHEMA
                + "There should only be one of the following fields: [Error, ErrorPath] at /States/A",
            SCHEMA
                + "There should only be one of the following fields: [Cause, CausePath] at /States/A"),
        new Case(
            "'Type':'Fail','Error':5",
            SCHEMA + "Expected value of type [STRING] at /States/A/Error"));
  }

  static Stream<Case> paths() {
    return Stream.of(
        new Case(
            "'Type':'Pass','End':true,'InputPath':'a.b','OutputPath':5",
            SCHEMA + "Value must be a valid JSONPath. at /States/A/InputPath",
            SCHEMA + "Expected value of type [STRING] at /States/A/OutputPath"),
        new Case(
            "'Type':'Pass','End':true,'ResultPath':'a'",
            SCHEMA
                + "Value is not a Reference Path: Reference path didn't start with '$' at /States/A/ResultPath"),
        new Case(
            "'Type':'Pass','End':true,'ResultPath':'$.a[*]'",
            SCHEMA + "Value is not a Reference Path at /States/A/ResultPath"),
        new Case(
            "'Type':'Pass','End':true,'ResultPath':'$$.Execution.Input'",
            SCHEMA + "Value is not a Reference Path at /States/A/ResultPath"),
        new Case(
            "'Type':'Pass','End':true,'ResultPath':'$name'",
            SCHEMA + "Value is not a Reference Path at /States/A/ResultPath"),
        new Case(
            "'Type':'Pass','End':true,'Parameters':{'a':{'b.$':'nope'}}",
            SCHEMA
                + "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call"
                + " at /States/A/Parameters/a"),
        new Case(
            "'Type':'Pass','End':true,'Parameters':'$.a'",
            SCHEMA + "Expected value of type [OBJECT] at /States/A/Parameters"),
        new Case(
            "'Type':'Wait','End':true,'SecondsPath':'$.a[*]'",
            SCHEMA + "Value is not a Reference Path at /States/A/SecondsPath"),
        new Case(
            "'Type':'Wait','End':true,'TimestampPath':'a'",
            SCHEMA
                + "Value is not a Reference Path: Reference path didn't start with '$' at /States/A/TimestampPath"));
  }

  static Stream<Case> waits() {
    return Stream.of(
        new Case(
            "'Type':'Wait','End':true",
            SCHEMA
                + "This object should have only one of the following fields: [SecondsPath, Seconds,"
                + " TimestampPath, Timestamp] at /States/A"),
        new Case(
            "'Type':'Wait','End':true,'Seconds':1,'Timestamp':'2020-01-01T00:00:00Z'",
            SCHEMA
                + "There should only be one of the following fields: [SecondsPath, Seconds, TimestampPath,"
                + " Timestamp] at /States/A"),
        new Case(
            "'Type':'Wait','End':true,'Seconds':-1",
            SCHEMA + "Minimum value is 0 at /States/A/Seconds"),
        new Case(
            "'Type':'Wait','End':true,'Seconds':1.5",
            SCHEMA + "Expected value of type [INTEGER] at /States/A/Seconds"),
        new Case(
            "'Type':'Wait','End':true,'Timestamp':'tomorrow'",
            SCHEMA + "String does not match RFC3339 timestamp at /States/A/Timestamp"));
  }

  static Stream<Case> tasks() {
    return Stream.of(
        new Case(
            "'Type':'Task','End':true",
            SCHEMA + "These fields are required: [Resource] at /States/A"),
        new Case(
            "'Type':'Task','End':true,'Resource':'create'",
            SCHEMA + "Value is not a valid resource ARN at /States/A/Resource"),
        new Case(
            LAMBDA + "'TimeoutSeconds':0,'HeartbeatSeconds':'x'",
            SCHEMA + "Minimum value is 1 at /States/A/TimeoutSeconds",
            SCHEMA + "Expected value of type [INTEGER] at /States/A/HeartbeatSeconds"),
        new Case(
            LAMBDA + "'TimeoutSeconds':1,'TimeoutSecondsPath':'$.t'",
            SCHEMA
                + "There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath]"
                + " at /States/A"),
        new Case(
            LAMBDA + "'Credentials':{}",
            SCHEMA + "The field 'RoleArn' is required but was missing at /States/A/Credentials"),
        new Case(
            LAMBDA + "'Parameters':{'Payload':1,'Colour':2}",
            SCHEMA + "The field 'FunctionName' is required but was missing at /States/A/Parameters",
            SCHEMA
                + "The field \"Colour\" is not supported by Step Functions at /States/A/Parameters"),
        new Case(
            LAMBDA + "'Retry':[{}]",
            SCHEMA + "These fields are required: [ErrorEquals] at /States/A/Retry[0]"),
        new Case(
            LAMBDA + "'Retry':[{'ErrorEquals':[]}, 5]",
            SCHEMA + "Expected value of type [OBJECT] at /States/A/Retry[1]",
            SCHEMA + "Value cannot be empty at /States/A/Retry[0]/ErrorEquals"),
        new Case(
            LAMBDA
                + "'Retry':[{'ErrorEquals':['E',1],'IntervalSeconds':0,'MaxAttempts':-1,'BackoffRate':0.5,"
                + "'MaxDelaySeconds':31622401,'JitterStrategy':'SOME','Next':'A'}]",
            SCHEMA + "Field 'Next' is not supported at /States/A/Retry[0]",
            SCHEMA + "Expected value of type [STRING] at /States/A/Retry[0]/ErrorEquals[1]",
            SCHEMA + "Minimum value is 1 at /States/A/Retry[0]/IntervalSeconds",
            SCHEMA + "Minimum value is 0 at /States/A/Retry[0]/MaxAttempts",
            SCHEMA + "Minimum value is 1.0 at /States/A/Retry[0]/BackoffRate",
            SCHEMA + "Maximum value is 31622400 at /States/A/Retry[0]/MaxDelaySeconds",
            SCHEMA
                + "Value should be one of the following: [NONE, FULL] at /States/A/Retry[0]/JitterStrategy"),
        new Case(
            LAMBDA + "'Catch':[{'ErrorEquals':['E'],'ResultPath':'$..x'}]",
            SCHEMA + "These fields are required: [Next] at /States/A/Catch[0]",
            SCHEMA + "Value is not a Reference Path at /States/A/Catch[0]/ResultPath"),
        new Case(
            LAMBDA + "'Catch':[{'ErrorEquals':['E'],'Next':'A','Output':1}]",
            SCHEMA
                + "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the"
                + " 'JSONata' QueryLanguage at /States/A/Catch[0]"));
  }

  static Stream<Case> choices() {
    return Stream.of(
        new Case("'Type':'Choice'", SCHEMA + "These fields are required: [Choices] at /States/A"),
        new Case(
            "'Type':'Choice','Choices':[]", SCHEMA + "Value cannot be empty at /States/A/Choices"),
        new Case(
            "'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true}]",
            SCHEMA + "These fields are required: [Next] at /States/A/Choices[0]"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A'}]",
            SCHEMA
                + "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]"
                + " at /States/A/Choices[0]"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':5,'IsNull':true}]",
            SCHEMA + "Expected value of type [STRING] at /States/A/Choices[0]/Variable"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'a','StringEquals':1}]",
            SCHEMA
                + "Value is not a Reference Path: Reference path didn't start with '$' at"
                + " /States/A/Choices[0]/Variable"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'$','StringEquals':1}]",
            SCHEMA + "Expected value of type [STRING] at /States/A/Choices[0]/StringEquals"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'$','NumericEquals':'1'}]",
            SCHEMA + "Expected value of type [NUMBER] at /States/A/Choices[0]/NumericEquals"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'$','IsPresent':1}]",
            SCHEMA + "Expected value of type [BOOLEAN] at /States/A/Choices[0]/IsPresent"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'$','TimestampEquals':'noon'}]",
            SCHEMA
                + "String does not match RFC3339 timestamp at /States/A/Choices[0]/TimestampEquals"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'$','StringEqualsPath':'x'}]",
            SCHEMA + "Value must be a valid JSONPath. at /States/A/Choices[0]/StringEqualsPath"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Variable':'$','Equals':'x','StringMatches':'*'}]",
            SCHEMA + "Field 'Equals' is not supported at /States/A/Choices[0]"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','And':[]}]",
            SCHEMA + "Value cannot be empty at /States/A/Choices[0]/And"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Or':[{'Variable':'$','IsNull':true,'Next':'A'}]}]",
            SCHEMA + "Field 'Next' is not supported at /States/A/Choices[0]/Or[0]"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Not':{'Not':{'Variable':'$','IsNull':1}}}]",
            SCHEMA + "Expected value of type [BOOLEAN] at /States/A/Choices[0]/Not/Not/IsNull"),
        new Case(
            "'Type':'Choice','Choices':[{'Next':'A','Condition':true}]",
            SCHEMA
                + "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the"
                + " 'JSONata' QueryLanguage at /States/A/Choices[0]"),
        new Case(
            "'Type':'Choice','QueryLanguage':'JSONata','Choices':[{'Next':'A','Condition':5}]",
            SCHEMA + "Expected value of type [STRING, BOOLEAN] at /States/A/Choices[0]/Condition"));
  }

  static Stream<Case> containers() {
    return Stream.of(
        new Case(
            "'Type':'Parallel','End':true",
            SCHEMA + "These fields are required: [Branches] at /States/A"),
        new Case(
            "'Type':'Parallel','End':true,'Branches':[]",
            SCHEMA + "Value cannot be empty at /States/A/Branches"),
        new Case(
            "'Type':'Parallel','End':true,'Branches':[{'QueryLanguage':'JSONata','StartAt':'B','States':{'B':{'Type':'Nap'}}}]",
            SCHEMA + "Field 'QueryLanguage' is not supported at /States/A/Branches[0]",
            SCHEMA
                + "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail,"
                + " Choice, Parallel, Map] at /States/A/Branches[0]/States/B/Type"),
        new Case(
            "'Type':'Map','End':true",
            SCHEMA
                + "This object should have only one of the following fields: [ItemProcessor, Iterator] at /States/A"),
        new Case(
            MAP + ",'Iterator':{}",
            SCHEMA
                + "There should only be one of the following fields: [ItemProcessor, Iterator] at /States/A"),
        new Case(
            MAP + ",'ItemSelector':{},'Parameters':{}",
            SCHEMA
                + "There should only be one of the following fields: [ItemSelector, Parameters] at /States/A"),
        new Case(
            MAP + ",'MaxConcurrency':-1,'ToleratedFailurePercentage':101,'ItemsPath':'$.a[*]'",
            SCHEMA + "Value is not a Reference Path at /States/A/ItemsPath",
            SCHEMA + "Minimum value is 0 at /States/A/MaxConcurrency",
            SCHEMA + "Maximum value is 100.0 at /States/A/ToleratedFailurePercentage"),
        new Case(
            MAP + ",'Label':'x','ItemReader':{}",
            SCHEMA + "Field 'Label' is not supported at /States/A",
            SCHEMA + "Field 'ItemReader' is not supported at /States/A"),
        new Case(
            "'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE','ExecutionType':'EXPRESS'},"
                + "'StartAt':'B','States':{'B':{'Type':'Succeed'}}}",
            SCHEMA
                + "Field 'ExecutionType' is not supported at /States/A/ItemProcessor/ProcessorConfig"),
        new Case(
            "'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED'},"
                + "'StartAt':'B','States':{'B':{'Type':'Succeed'}}}",
            SCHEMA
                + "These fields are required: [ExecutionType] at /States/A/ItemProcessor/ProcessorConfig"));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void shouldReportMachines(Case each) {
    // when
    ParseResult result = DefinitionParser.parse(json(each.definition()));

    // then
    assertThat(texts(result)).containsExactlyElementsOf(each.findings());
    assertThat(result.stateMachine()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource({"states", "paths", "waits", "tasks", "choices", "containers"})
  void shouldReportStates(Case each) {
    // when
    ParseResult result = DefinitionParser.parse(state(each.definition()));

    // then
    assertThat(texts(result)).containsExactlyElementsOf(each.findings());
    assertThat(result.stateMachine()).isEmpty();
  }

  private static List<String> texts(ParseResult result) {
    return result.diagnostics().stream().map(Diagnostic::toString).toList();
  }
}
