package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choice (asl.md §6.5). */
class ChoiceTest {
  private static Scenario choice(String rule) {
    return given(
        "{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{"
            + rule
            + ",'Next':'Yes'}],'Default':'No'},"
            + "'Yes':{'Type':'Pass','Result':true,'End':true},"
            + "'No':{'Type':'Pass','Result':false,'End':true}}}");
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'StringEquals':'a'                               | {'v':'a'}                | true
          'StringEquals':'a'                               | {'v':'A'}                | false
          'StringEquals':'1'                               | {'v':1}                  | false
          'StringLessThan':'b'                             | {'v':'a'}                | true
          'StringLessThan':'b'                             | {'v':'b'}                | false
          'StringGreaterThan':'b'                          | {'v':'c'}                | true
          'StringLessThanEquals':'b'                       | {'v':'b'}                | true
          'StringGreaterThanEquals':'b'                    | {'v':'a'}                | false
          'StringEqualsPath':'$.w'                         | {'v':'a','w':'a'}        | true
          'StringEqualsPath':'$.w'                         | {'v':'a','w':1}          | false
          'StringLessThanPath':'$.w'                       | {'v':'a','w':'b'}        | true
          'StringGreaterThanPath':'$.w'                    | {'v':'a','w':'b'}        | false
          'StringLessThanEqualsPath':'$.w'                 | {'v':'a','w':'a'}        | true
          'StringGreaterThanEqualsPath':'$.w'              | {'v':'a','w':'a'}        | true
          'StringMatches':'a*c'                            | {'v':'abbc'}             | true
          'StringMatches':'a*c'                            | {'v':'abb'}              | false
          'NumericEquals':1                                | {'v':1.0}                | true
          'NumericEquals':1                                | {'v':'1'}                | false
          'NumericLessThan':0.3                            | {'v':0.1}                | true
          'NumericGreaterThan':10                          | {'v':1e1}                | false
          'NumericLessThanEquals':10                       | {'v':10}                 | true
          'NumericGreaterThanEquals':10                    | {'v':9}                  | false
          'NumericEqualsPath':'$.w'                        | {'v':2,'w':2.00}         | true
          'NumericLessThanPath':'$.w'                      | {'v':2,'w':3}            | true
          'NumericGreaterThanPath':'$.w'                   | {'v':2,'w':3}            | false
          'NumericLessThanEqualsPath':'$.w'                | {'v':3,'w':3}            | true
          'NumericGreaterThanEqualsPath':'$.w'             | {'v':3,'w':3}            | true
          'BooleanEquals':true                             | {'v':true}               | true
          'BooleanEquals':false                            | {'v':true}               | false
          'BooleanEquals':true                             | {'v':'true'}             | false
          'BooleanEqualsPath':'$.w'                        | {'v':true,'w':true}      | true
          'TimestampEquals':'2026-01-01T01:00:00+01:00'    | {'v':'2026-01-01T00:00:00Z'} | true
          'TimestampEquals':'2026-01-01T00:00:00Z'         | {'v':'2026-01-01'}       | false
          'TimestampLessThan':'2026-01-02T00:00:00Z'       | {'v':'2026-01-01T00:00:00Z'} | true
          'TimestampGreaterThan':'2026-01-02T00:00:00Z'    | {'v':'2026-01-01T00:00:00Z'} | false
          'TimestampLessThanEquals':'2026-01-02T00:00:00Z' | {'v':'2026-01-02T00:00:00Z'} | true
          'TimestampGreaterThanEquals':'2026-01-02T00:00:00Z' | {'v':'2026-01-02T00:00:00.1Z'} | true
          'TimestampEqualsPath':'$.w'                      | {'v':'2026-01-01T00:00:00Z','w':'2026-01-01T00:00:00.000Z'} | true
          'TimestampLessThanPath':'$.w'                    | {'v':'2026-01-01T00:00:00Z','w':'x'} | false
          'TimestampGreaterThanPath':'$.w'                 | {'v':'2026-01-01T00:00:01Z','w':'2026-01-01T00:00:00Z'} | true
          'TimestampLessThanEqualsPath':'$.w'              | {'v':'2026-01-01T00:00:01Z','w':'2026-01-01T00:00:00Z'} | false
          'TimestampGreaterThanEqualsPath':'$.w'           | {'v':'2026-01-01T00:00:01Z','w':'2026-01-01T00:00:00Z'} | true
          'IsNull':true                                    | {'v':null}               | true
          'IsNull':false                                   | {'v':null}               | false
          'IsPresent':true                                 | {}                       | false
          'IsPresent':false                                | {}                       | true
          'IsPresent':true                                 | {'v':null}               | true
          'IsNumeric':true                                 | {'v':1.5}                | true
          'IsNumeric':false                                | {'v':'1.5'}              | true
          'IsString':true                                  | {'v':''}                 | true
          'IsString':true                                  | {'v':{}}                 | false
          'IsBoolean':true                                 | {'v':false}              | true
          'IsBoolean':true                                 | {'v':0}                  | false
          'IsTimestamp':true                               | {'v':'2026-01-01T00:00:00Z'} | true
          'IsTimestamp':true                               | {'v':'2026-01-01 00:00:00Z'} | false
          """)
  void shouldCompareWhenAnOperatorIsGiven(String operator, String input, String expected) {
    // given
    var run = choice("'Variable':'$.v'," + operator);

    // when
    run.started(input);

    // then
    run.thenSucceeded(expected);
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'And':[{'Variable':'$.a','IsPresent':true},{'Variable':'$.a','NumericEquals':1}] | {'a':1} | true
          'And':[{'Variable':'$.a','IsPresent':true},{'Variable':'$.a','NumericEquals':1}] | {}      | false
          'Or':[{'Variable':'$.a','IsPresent':false},{'Variable':'$.a','NumericEquals':1}] | {}      | true
          'Or':[{'Variable':'$.a','NumericEquals':2},{'Variable':'$.a','NumericEquals':1}] | {'a':1} | true
          'Or':[{'Variable':'$.a','NumericEquals':2},{'Variable':'$.a','NumericEquals':3}] | {'a':1} | false
          'Not':{'Variable':'$.a','NumericEquals':2}                                      | {'a':1} | true
          'Not':{'Not':{'Variable':'$.a','NumericEquals':2}}                              | {'a':1} | false
          """)
  void shouldCombineRulesWhenTheyNest(String rule, String input, String expected) {
    // given
    var run = choice(rule);

    // when
    run.started(input);

    // then
    run.thenSucceeded(expected);
  }

  @Test
  void shouldFailWhenTheVariableIsMissing() {
    // given
    var run = choice("'Variable':'$.v','StringEquals':'a'");

    // when
    run.started("{}");

    // then
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'C' (entered at the event id #2). Invalid path"
            + " '$.v': The choice state's condition path references an invalid value.");
  }

  @Test
  void shouldFailWhenNoRuleMatchesAndThereIsNoDefault() {
    // given
    var run =
        given(
            """
            {'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[
              {'Variable':'$.v','NumericEquals':1,'Next':'Yes'}]},
              'Yes':{'Type':'Succeed'}}}""");

    // when
    run.started("{'v':2}");

    // then
    run.thenFailed(
        "States.NoChoiceMatched",
        "An error occurred while executing the state 'C' (entered at the event id #2). Failed to"
            + " transition out of the state. The state does not point to a next state.");
    assertThat(run.events())
        .containsExactly("1:ExecutionStarted<0", "2:ChoiceStateEntered<0", "3:ExecutionFailed<2");
  }

  @Test
  void shouldTakeTheFirstRuleThatMatches() {
    // given
    var run =
        given(
            """
            {'StartAt':'C','States':{'C':{'Type':'Choice','InputPath':'$.in','OutputPath':'$.o',
              'Choices':[
                {'Variable':'$.v','NumericGreaterThan':5,'Next':'Big'},
                {'Variable':'$.v','NumericGreaterThan':1,'Next':'Small'},
                {'Variable':'$.v','NumericGreaterThan':0,'Next':'Big'}]},
              'Big':{'Type':'Fail'},'Small':{'Type':'Succeed'}}}""");

    // when
    run.started("{'in':{'v':3,'o':'out'}}");

    // then
    run.thenSucceeded("'out'");
    assertThat(run.events())
        .containsExactly(
            "1:ExecutionStarted<0",
            "2:ChoiceStateEntered<0",
            "3:ChoiceStateExited<2",
            "4:SucceedStateEntered<3",
            "5:SucceedStateExited<4",
            "6:ExecutionSucceeded<5");
  }
}
