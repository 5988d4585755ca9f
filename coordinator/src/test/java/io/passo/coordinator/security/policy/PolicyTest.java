package io.passo.coordinator.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.Evaluation.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements of policies mean (operations.md §5.2). */
class PolicyTest {
  private static final String ACCOUNT = "arn:aws:states:us-east-1:000000000000:";
  private static final String ORDERS = ACCOUNT + "stateMachine:orders";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'Action':'states:StartExecution','Resource':'*'                                      | true
          'Action':'states:startexecution','Resource':'*'                                      | true
          'Action':['states:Stop*','states:Start*'],'Resource':'*'                             | true
          'Action':'states:Star?Execution','Resource':'*'                                      | true
          'Action':'states:Stop*','Resource':'*'                                               | false
          'Action':'*','Resource':'*'                                                          | true
          'NotAction':'states:Stop*','Resource':'*'                                            | true
          'NotAction':'states:*','Resource':'*'                                                | false
          'Action':'*','Resource':'arn:aws:states:us-east-1:000000000000:stateMachine:orders'  | true
          'Action':'*','Resource':'arn:aws:states:*:000000000000:stateMachine:ord*'            | true
          'Action':'*','Resource':'arn:aws:states:*:*:*'                                       | true
          'Action':'*','Resource':'arn:aws:states:*'                                           | true
          'Action':'*','Resource':'arn:aws:states:us-east-1:111111111111:stateMachine:orders'  | false
          'Action':'*','Resource':'arn:aws:states:us-east-1:000000000000:stateMachine:ORDERS'  | false
          'Action':'*','Resource':'arn:aws:*:orders:us-east-1:000000000000:x'                  | false
          'Action':'*','NotResource':'arn:aws:states:*:*:activity:*'                           | true
          'Action':'*','NotResource':'arn:aws:states:*:*:stateMachine:*'                       | false
          """)
  void shouldMatchActionsAndResources(String statement, boolean allowed) {
    assertThat(evaluate(allow(statement), Map.of()).isAllowed()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'StringEquals':{'aws:PrincipalTag/team':'blue'}                        | true
          'StringEquals':{'aws:principaltag/TEAM':['red','blue']}                | true
          'StringEquals':{'aws:PrincipalTag/team':'Blue'}                        | false
          'StringEquals':{'aws:PrincipalTag/team':'b*'}                          | false
          'StringEqualsIgnoreCase':{'aws:PrincipalTag/team':'BLUE'}              | true
          'StringLike':{'aws:PrincipalTag/team':'b?u*'}                          | true
          'StringNotEquals':{'aws:PrincipalTag/team':['red','green']}            | true
          'StringNotEquals':{'aws:PrincipalTag/team':['red','blue']}             | false
          'StringNotLike':{'aws:PrincipalTag/team':'b*'}                         | false
          'StringEquals':{'aws:PrincipalTag/none':'x'}                           | false
          'StringNotEquals':{'aws:PrincipalTag/none':'x'}                        | true
          'StringEqualsIfExists':{'aws:PrincipalTag/none':'x'}                   | true
          'StringEqualsIfExists':{'aws:PrincipalTag/team':'x'}                   | false
          'Null':{'aws:PrincipalTag/none':'true'}                                | true
          'Null':{'aws:PrincipalTag/team':'true'}                                | false
          'Null':{'aws:PrincipalTag/team':false}                                 | true
          'NumericLessThan':{'aws:EpochTime':'2000000000'}                       | true
          'NumericGreaterThanEquals':{'aws:EpochTime':1767323045}                | true
          'NumericEquals':{'aws:EpochTime':'1767323045.0'}                       | true
          'NumericNotEquals':{'aws:EpochTime':'1'}                               | true
          'DateLessThan':{'aws:CurrentTime':'2026-01-02T03:04:06Z'}              | true
          'DateGreaterThan':{'aws:CurrentTime':'2026-01-02'}                     | true
          'DateLessThanEquals':{'aws:CurrentTime':'2026-01-02T04:04:05+01:00'}   | true
          'DateEquals':{'aws:CurrentTime':'1767323045'}                          | true
          'Bool':{'aws:SecureTransport':'false'}                                 | true
          'Bool':{'aws:SecureTransport':true}                                    | false
          'IpAddress':{'aws:SourceIp':'10.1.0.0/16'}                             | true
          'IpAddress':{'aws:SourceIp':['192.168.0.0/16','10.1.2.3']}             | true
          'IpAddress':{'aws:SourceIp':'10.1.2.2/31'}                             | true
          'IpAddress':{'aws:SourceIp':'10.1.2.0/31'}                             | false
          'IpAddress':{'aws:SourceIp':'::/0'}                                    | false
          'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}                           | false
          'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/a*'}                | true
          'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::000000000000:user/ann'}  | true
          'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/*'}              | true
          'StringEquals':{'aws:username':'${aws:PrincipalTag/name}'}             | true
          'StringEquals':{'aws:username':'${aws:PrincipalTag/team}'}             | false
          'StringEquals':{'aws:username':'${aws:PrincipalTag/none}'}             | false
          'StringNotEquals':{'aws:username':'${aws:PrincipalTag/none}'}          | true
          'StringLike':{'aws:PrincipalTag/star':'a${*}b'}                        | true
          'StringLike':{'aws:PrincipalTag/team':'b${*}'}                         | false
          'ForAllValues:StringEquals':{'aws:TagKeys':['a','b','c']}              | true
          'ForAllValues:StringEquals':{'aws:TagKeys':['a']}                      | false
          'ForAnyValue:StringEquals':{'aws:TagKeys':['b','x']}                   | true
          'ForAnyValue:StringEquals':{'aws:TagKeys':['x']}                       | false
          'ForAllValues:StringNotEquals':{'aws:TagKeys':['x']}                   | true
          'ForAllValues:StringNotEquals':{'aws:TagKeys':['a']}                   | false
          'ForAllValues:StringEquals':{'aws:PrincipalTag/none':['x']}            | true
          'ForAnyValue:StringEquals':{'aws:PrincipalTag/none':['x']}             | false
          'StringEquals':{'aws:username':'ann','aws:PrincipalTag/team':'blue'}   | true
          'StringEquals':{'aws:username':'ann','aws:PrincipalTag/team':'red'}    | false
          'StringEquals':{'aws:username':'ann'},'Bool':{'aws:SecureTransport':'true'} | false
          """)
  void shouldHoldConditions(String condition, boolean allowed) {
    // when
    Evaluation evaluation =
        evaluate(allow("'Action':'*','Resource':'*','Condition':{" + condition + "}"), KEYS);

    // then
    assertThat(evaluation.isAllowed()).isEqualTo(allowed);
  }

  private static final Map<String, List<String>> KEYS =
      Map.of(
          "aws:PrincipalTag/team", List.of("blue"),
          "aws:PrincipalTag/name", List.of("ann"),
          "aws:PrincipalTag/star", List.of("a*b"),
          "aws:username", List.of("ann"),
          "aws:PrincipalArn", List.of("arn:aws:iam::000000000000:user/ann"),
          "aws:EpochTime", List.of("1767323045"),
          "aws:CurrentTime", List.of("2026-01-02T03:04:05Z"),
          "aws:SecureTransport", List.of("false"),
          "aws:SourceIp", List.of("10.1.2.3"),
          "aws:TagKeys", List.of("a", "b"));

  @Test
  void shouldReplaceVariablesInResources() {
    // given
    PolicyDocument policy =
        allow("'Action':'*','Resource':'arn:aws:states:*:*:stateMachine:${aws:username}'");

    // when / then
    assertThat(evaluate(policy, Map.of("aws:username", List.of("orders"))).isAllowed()).isTrue();
    assertThat(evaluate(policy, Map.of("aws:username", List.of("*"))).isAllowed()).isFalse();
    assertThat(evaluate(policy, Map.of()).isAllowed()).isFalse();
  }

  @Test
  void shouldTakeTheDefaultOfAVariable() {
    // given
    PolicyDocument policy =
        policy(
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*",
              "Resource": "arn:aws:states:*:*:stateMachine:${aws:username, 'orders'}"}}
            """);

    // when / then
    assertThat(evaluate(policy, Map.of()).isAllowed()).isTrue();
    assertThat(evaluate(policy, Map.of("aws:username", List.of("ann"))).isAllowed()).isFalse();
  }

  @Test
  void shouldLetADenialWin() {
    // given
    NamedPolicy allow = new NamedPolicy("all", allow("'Action':'*','Resource':'*'"));
    NamedPolicy deny =
        new NamedPolicy(
            "not-orders",
            policy(
                json(
                    "{'Statement':[{'Sid':'NotThis','Effect':'Deny','Action':'states:Start*','Resource':'"
                        + ORDERS
                        + "'}]}")));

    // when
    Evaluation evaluation = Evaluation.of(List.of(allow, deny), request(Map.of()));

    // then
    assertThat(evaluation)
        .isEqualTo(new Evaluation(Verdict.EXPLICITLY_DENIED, "not-orders", "NotThis"));
    assertThat(Evaluation.of(List.of(allow), request(Map.of())))
        .isEqualTo(new Evaluation(Verdict.ALLOWED, "all", "Statement[0]"));
    assertThat(Evaluation.of(List.of(), request(Map.of())))
        .isEqualTo(new Evaluation(Verdict.NOT_ALLOWED, null, null));
  }

  @Test
  void shouldAllowAnUnknownResourceOnlyByStarAndDenyItByAnything() {
    // given
    AccessRequest unknown = new AccessRequest("s3:GetObject", null, Map.of());
    NamedPolicy star = new NamedPolicy("star", allow("'Action':'*','Resource':'*'"));
    NamedPolicy one = new NamedPolicy("one", allow("'Action':'*','Resource':'arn:aws:s3:::b'"));
    NamedPolicy deny =
        new NamedPolicy(
            "deny",
            policy(
                json("{'Statement':{'Effect':'Deny','Action':'*','Resource':'arn:aws:s3:::b'}}")));

    // when / then
    assertThat(Evaluation.of(List.of(star), unknown).isAllowed()).isTrue();
    assertThat(Evaluation.of(List.of(one), unknown).isAllowed()).isFalse();
    assertThat(Evaluation.of(List.of(star, deny), unknown).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'Statement':[]}",
        "{'Version':'2020-01-01','Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'},'Other':1}",
        "{'Statement':{'Effect':'Maybe','Action':'*','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'Start','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'orders'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Extra':'*'}}",
        "{'Statement':{'Effect':'Allow','Effect':'Deny','Action':'*','Resource':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Equals':{'aws:username':'a'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NullIfExists':{'aws:username':'true'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:nothing':'a'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'s3:prefix':'a'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'maybe'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'example.org'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/33'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateLessThan':{'aws:CurrentTime':'soon'}}}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NumericEquals':{'aws:EpochTime':'1e999999999'}}}}",
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:${aws:nothing}'}}",
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'arn:${aws:username'}}"
      })
  void shouldRefuseWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> policy(json(text)))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void shouldEvaluateTrust() {
    // given
    PolicyDocument trust =
        PolicyDocument.ofTrust(
            json(
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'states.amazonaws.com'},"
                    + "'Action':'sts:AssumeRole','Condition':{'StringEquals':{'aws:SourceAccount':'000000000000'}}}}"));
    AccessRequest own =
        new AccessRequest(
            "sts:AssumeRole", "arn:x", Map.of("aws:SourceAccount", List.of("000000000000")));
    AccessRequest other =
        new AccessRequest(
            "sts:AssumeRole", "arn:x", Map.of("aws:SourceAccount", List.of("111111111111")));
    List<String> states = List.of("Service:states.amazonaws.com");

    // when / then
    assertThat(Evaluation.ofTrust(trust, states, own).isAllowed()).isTrue();
    assertThat(Evaluation.ofTrust(trust, states, other).isAllowed()).isFalse();
    assertThat(Evaluation.ofTrust(trust, List.of("000000000000"), own).isAllowed()).isFalse();
  }

  private static Evaluation evaluate(PolicyDocument policy, Map<String, List<String>> keys) {
    return Evaluation.of(List.of(new NamedPolicy("policy", policy)), request(keys));
  }

  private static AccessRequest request(Map<String, List<String>> keys) {
    return new AccessRequest("states:StartExecution", ORDERS, keys);
  }

  private static PolicyDocument allow(String statement) {
    return policy(
        json("{'Version':'2012-10-17','Statement':[{'Effect':'Allow'," + statement + "}]}"));
  }

  private static PolicyDocument policy(String text) {
    return PolicyDocument.ofIdentity(text);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
