package io.passo.asl.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.parse.Definitions;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinterTest {
  private static final String END = ",'Z':{'Type':'Succeed'}";
  private static final String LAMBDA =
      "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:f',"
          + "'TimeoutSeconds':9,'Retry':[{'ErrorEquals':['States.ALL']}]";

  private static LintReport lint(String states) {
    return Linter.lint(
        Definitions.machine(states), DefinitionFormat.JSON, StateMachineType.STANDARD);
  }

  private static List<String> found(String states) {
    return lint(states).findings().stream()
        .map(each -> each.rule() + " " + each.location())
        .toList();
  }

  @Test
  void shouldFindNothingInAGoodDefinition() {
    assertThat(found("'A':{" + LAMBDA + ",'Next':'Z'}" + END)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          LOOP_WITHOUT_EXIT /States/B | 'A':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.a','IsNull':true,'Next':'B'}]},'B':{'Type':'Wait','Seconds':1,'Next':'B'}
          CHOICE_WITHOUT_DEFAULT /States/A | 'A':{'Type':'Choice','Choices':[{'Variable':'$.a','IsNull':true,'Next':'Z'},{'Variable':'$.b','IsNull':true,'Next':'Y'}]},'Y':{'Type':'Fail'}
          CHOICE_WITHOUT_CHOICE /States/A | 'A':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.a','IsNull':true,'Next':'Z'}]}
          CHOICE_AFTER_CHOICE /States/B | 'A':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.a','IsNull':true,'Next':'B'}]},'B':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.b','IsNull':true,'Next':'Y'}]},'Y':{'Type':'Fail'}
          PASS_WITHOUT_EFFECT /States/A | 'A':{'Type':'Pass','Next':'Z'}
          PASS_AFTER_PASS /States/B | 'A':{'Type':'Pass','Result':1,'ResultPath':'$.a','Next':'B'},'B':{'Type':'Pass','Result':1,'ResultPath':'$.b','Next':'Z'}
          PARALLEL_OF_ONE /States/A | 'A':{'Type':'Parallel','Next':'Z','Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}]}
          TASK_WITHOUT_TIMEOUT /States/A | 'A':{'Type':'Task','Resource':'arn:aws:states:us-east-1:123456789012:activity:a','Next':'Z'}
          TASK_WITHOUT_TIMEOUT /States/A | 'A':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','Next':'Z'}
          RETRY_WITHOUT_BACKOFF /States/A/Retry[0] | 'A':{'Type':'Task','TimeoutSeconds':9,'Resource':'arn:aws:states:::sns:publish','Retry':[{'ErrorEquals':['E'],'BackoffRate':1,'MaxAttempts':9}],'Next':'Z'}
          UNKNOWN_ERROR_NAME /States/A | 'A':{'Type':'Task','TimeoutSeconds':9,'Resource':'arn:aws:states:::sns:publish','Retry':[{'ErrorEquals':['States.TimeOut']}],'Next':'Z'}
          LAMBDA_WITHOUT_RETRY /States/A | 'A':{'Type':'Task','TimeoutSeconds':9,'Resource':'arn:aws:states:::lambda:invoke','Next':'Z'}
          RETRY_STORM /States/A/Branches[0]/States/B | 'A':{'Type':'Parallel','Next':'Z','Retry':[{'ErrorEquals':['E'],'MaxAttempts':9}],'Branches':[{'StartAt':'B','States':{'B':{'Type':'Task','End':true,'TimeoutSeconds':9,'Resource':'arn:aws:states:::sns:publish','Retry':[{'ErrorEquals':['E'],'MaxAttempts':9}]}}},{'StartAt':'C','States':{'C':{'Type':'Succeed'}}}]}
          MAP_OF_ONE /States/A | 'A':{'Type':'Map','QueryLanguage':'JSONata','Items':['{% $states.input %}'],'Next':'Z','ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}}
          MAP_TOO_LARGE_FOR_HISTORY /States/A | 'A':{'Type':'Map','Next':'Z','ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Parallel','Next':'D','Branches':[{'StartAt':'B1','States':{'B1':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}},{'StartAt':'B2','States':{'B2':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}}]},'D':{'Type':'Parallel','Next':'E','Branches':[{'StartAt':'D1','States':{'D1':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}},{'StartAt':'D2','States':{'D2':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}}]},'E':{'Type':'Parallel','Next':'F','Branches':[{'StartAt':'E1','States':{'E1':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}},{'StartAt':'E2','States':{'E2':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}}]},'F':{'Type':'Parallel','Next':'C','Branches':[{'StartAt':'F1','States':{'F1':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}},{'StartAt':'F2','States':{'F2':{'Type':'Task','Resource':'arn:aws:states:::sns:publish','End':true}}}]},'C':{'Type':'Succeed'}}}}
          DISTRIBUTED_MAP_WITHOUT_BATCHER /States/A | 'A':{'Type':'Map','Next':'Z','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},'StartAt':'B','States':{'B':{'Type':'Succeed'}}}}
          LAMBDA_FOR_ONE_CALL /States/A | 'A':{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:123456789012:function:orders-put-item','Next':'Z'}
          LAMBDA_FOR_ONE_CALL /States/A | 'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'SendMessageFn'},'Next':'Z'}
          LAMBDA_FOR_ONE_CALL /States/A | 'A':{'Type':'Task','QueryLanguage':'JSONata','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'sns-publish'},'Next':'Z'}
          POLL_LOOP /States/A | 'A':{'Type':'Wait','Seconds':5,'Next':'B'},'B':{'Type':'Task','TimeoutSeconds':9,'Resource':'arn:aws:states:::sns:publish','Next':'C'},'C':{'Type':'Choice','Default':'A','Choices':[{'Variable':'$.a','IsNull':true,'Next':'Z'}]}
          NO_DOLLAR /States/A/Parameters/x | 'A':{'Type':'Task','TimeoutSeconds':9,'Resource':'arn:aws:states:::aws-sdk:s3:getObject','Parameters':{'x':'$.y'},'Next':'Z'}
          PASS_RESULT_IS_STATIC /States/A/Result/x | 'A':{'Type':'Pass','Result':{'x':'$.y'},'Next':'Z'}
          NO_PATH /States/Y/Error | 'A':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.a','IsNull':true,'Next':'Y'}]},'Y':{'Type':'Fail','Error':'$.e'}
          MISSING_TRANSITION_TARGET /States/B | 'A':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.a','IsNull':true,'Next':'Z'}]},'B':{'Type':'Fail'}
          """)
  void shouldFind(String expected, String states) {
    assertThat(found(states + END)).contains(expected);
  }

  @Test
  void shouldWarnOfConstantItemsThatFillTheHistory() {
    // given
    String items = String.join(",", Collections.nCopies(7_000, "1"));
    String states =
        "'A':{'Type':'Map','QueryLanguage':'JSONata','Next':'Z','Items':["
            + items
            + "],'ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}}";

    // when
    List<Finding> found = lint(states + END).findings();

    // then
    assertThat(found)
        .anySatisfy(
            each -> {
              assertThat(each.rule()).isEqualTo("MAP_TOO_LARGE_FOR_HISTORY");
              assertThat(each.level()).isEqualTo(Finding.Level.WARNING);
              assertThat(each.message()).contains("about 6250 items but there are 7000");
            });
  }

  @Test
  void shouldEstimateWhatARunCosts() {
    // given
    String states =
        "'A':{'Type':'Choice','Default':'Z','Choices':[{'Variable':'$.a','IsNull':true,'Next':'B'}]},"
            + "'B':{'Type':'Parallel','Next':'Z','Branches':["
            + "{'StartAt':'C','States':{'C':{'Type':'Succeed'}}},"
            + "{'StartAt':'D','States':{'D':{'Type':'Pass','Next':'E'},'E':{'Type':'Succeed'}}}]}";

    // when
    Cost cost = lint(states + END).cost().orElseThrow();

    // then
    assertThat(cost).isEqualTo(new Cost(2, 6, true));
    assertThat(cost.least()).isEqualTo(50.0);
    assertThat(cost.greatest()).isEqualTo(150.0);
  }

  @Test
  void shouldCountALoopOnce() {
    // given
    String states =
        "'A':{'Type':'Pass','Result':1,'Next':'B'},"
            + "'B':{'Type':'Choice','Default':'Z','Choices':["
            + "{'Variable':'$.a','IsNull':true,'Next':'A'}]}";

    // then
    assertThat(lint(states + END).cost().orElseThrow()).isEqualTo(new Cost(3, 3, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          true  | 'Type':'Wait','Seconds':299
          false | 'Type':'Wait','Seconds':300
          false | 'Type':'Wait','SecondsPath':'$.s'
          true  | 'Type':'Task','Resource':'arn:aws:states:::sns:publish'
          false | 'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken'
          false | 'Type':'Task','Resource':'arn:aws:states:us-east-1:123456789012:activity:a'
          """)
  void shouldSayWhetherAnExpressStateMachineWouldDo(boolean expected, String state) {
    assertThat(lint("'A':{" + state + ",'Next':'Z'}" + END).cost().orElseThrow().fitsExpress())
        .isEqualTo(expected);
  }

  @Test
  void shouldAddUpWhatCouldBeSaved() {
    assertThat(lint("'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'Z'}" + END).wasted())
        .isEqualTo(2);
  }

  @Test
  void shouldSurviveALongChain() {
    // given
    StringBuilder states = new StringBuilder("'A':{'Type':'Pass','Next':'S0'}");
    for (int i = 0; i < 9_000; i++) {
      states.append(",'S%d':{'Type':'Pass','Next':'S%d'}".formatted(i, i + 1));
    }

    // when
    LintReport report = lint(states + ",'S9000':{'Type':'Succeed'}");

    // then
    assertThat(report.cost()).contains(new Cost(9_002, 9_002, true));
  }

  @ParameterizedTest
  @CsvSource({"STANDARD, 25000, 1", "STANDARD, 100000, 0", "EXPRESS, 25000, 0"})
  void shouldCountWithTheHistoryThatThereIs(StateMachineType type, long events, int findings) {
    // given
    String definition =
        "{'QueryLanguage':'JSONata','StartAt':'M','States':{'M':{'Type':'Map','Items':["
            + "1,".repeat(7_000)
            + "1],'ItemProcessor':{'StartAt':'P','States':{'P':{'Type':'Succeed'}}},'End':true}}}";

    // when
    LintReport report =
        Linter.lint(
            definition.replace('\'', '"'),
            DefinitionFormat.JSON,
            type,
            new LanguageLimits(262_144, events));

    // then
    assertThat(report.findings())
        .filteredOn(finding -> finding.rule().equals("MAP_TOO_LARGE_FOR_HISTORY"))
        .hasSize(findings);
  }

  @Test
  void shouldHaveNoCostForAnInvalidDefinition() {
    // when
    LintReport report = Linter.lint("{", DefinitionFormat.JSON, StateMachineType.STANDARD);

    // then
    assertThat(report.cost()).isEmpty();
    assertThat(report.has(Finding.Level.ERROR)).isTrue();
  }
}
