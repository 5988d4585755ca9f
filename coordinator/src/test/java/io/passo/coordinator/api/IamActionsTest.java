package io.passo.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IAM and STS over an in-memory directory. */
class IamActionsTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"states.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"*\"}]}";
  private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final Service service = new Service();
  private Principal principal = Principal.anybody(Service.ACCOUNT);

  @Test
  void shouldMakeARoleDescribeItAndDeleteIt() {
    // given
    Answer made =
        call(
            "CreateRole",
            Map.of(
                "RoleName", "demo",
                "Path", "/service-role/",
                "AssumeRolePolicyDocument", TRUST,
                "Tags.member.1.Key", "team",
                "Tags.member.1.Value", "a<b&c"));

    // when
    String found = ok("GetRole", Map.of("RoleName", "demo"));

    // then
    assertThat(text(made))
        .startsWith(
            "<CreateRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateRoleResult><Role>");
    assertThat(found)
        .contains("<Arn>arn:aws:iam::000000000000:role/service-role/demo</Arn>")
        .contains("<CreateDate>2026-01-02T03:04:05Z</CreateDate>")
        .contains("<AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22")
        .contains("<MaxSessionDuration>3600</MaxSessionDuration>")
        .contains("<Key>team</Key><Value>a&lt;b&amp;c</Value>")
        .containsPattern("<RoleId>AROA[A-Z2-7]{16}</RoleId>");
    assertThat(ok("ListRoles", Map.of())).contains("<RoleName>demo</RoleName>");
    ok("DeleteRole", Map.of("RoleName", "demo"));
    error(
        "GetRole",
        Map.of("RoleName", "demo"),
        404,
        "NoSuchEntity",
        "The role with name demo cannot be found.");
  }

  @Test
  void shouldSimulateWhatARoleMayDo() {
    // given
    create("Role", "charger");
    ok(
        "PutRolePolicy",
        Map.of(
            "RoleName", "charger",
            "PolicyName", "invoke",
            "PolicyDocument",
                "{'Statement':[{'Sid':'Own','Effect':'Allow','Action':'lambda:InvokeFunction','Resource':'*','Condition':{'StringEquals':{'aws:PrincipalArn':'arn:aws:iam::000000000000:role/charger','aws:SourceIp':'10.0.0.1'}}}]}"
                    .replace('\'', '"')));
    ok(
        "AttachRolePolicy",
        Map.of(
            "RoleName",
            "charger",
            "PolicyArn",
            "arn:aws:iam::aws:policy/AWSStepFunctionsReadOnlyAccess"));

    // when
    String answer =
        ok(
            "SimulatePrincipalPolicy",
            Map.of(
                "PolicySourceArn", "arn:aws:iam::000000000000:role/charger",
                "ActionNames.member.1", "lambda:InvokeFunction",
                "ActionNames.member.2", "states:ListStateMachines",
                "ActionNames.member.3", "states:StopExecution",
                "ContextEntries.member.1.ContextKeyName", "aws:SourceIp",
                "ContextEntries.member.1.ContextKeyType", "ip",
                "ContextEntries.member.1.ContextKeyValues.member.1", "10.0.0.1"));

    // then
    assertThat(answer)
        .contains(
            "<EvalActionName>lambda:InvokeFunction</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision><MatchedStatements><member><SourcePolicyId>invoke</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType><Statement>Own</Statement>")
        .contains(
            "<EvalActionName>states:ListStateMachines</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision><MatchedStatements><member><SourcePolicyId>arn:aws:iam::aws:policy/AWSStepFunctionsReadOnlyAccess</SourcePolicyId><SourcePolicyType>aws-managed</SourcePolicyType>")
        .contains(
            "<EvalActionName>states:StopExecution</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>implicitDeny</EvalDecision><MatchedStatements></MatchedStatements>");
  }

  @Test
  void shouldSimulatePoliciesThatNobodyHas() {
    // when
    String answer =
        ok(
            "SimulateCustomPolicy",
            Map.of(
                "PolicyInputList.member.1",
                POLICY,
                "PolicyInputList.member.2",
                POLICY.replace("Allow", "Deny"),
                "ActionNames.member.1",
                "lambda:InvokeFunction",
                "ResourceArns.member.1",
                "arn:aws:lambda:us-east-1:000000000000:function:f"));

    // then
    assertThat(answer)
        .contains("<EvalDecision>explicitDeny</EvalDecision>")
        .contains("<SourcePolicyId>PolicyInputList.2</SourcePolicyId>");
  }

  @Test
  void shouldSayWhatASimulationCannotBeAsked() {
    // given
    Map<String, String> question =
        Map.of(
            "PolicySourceArn", "arn:aws:iam::000000000000:role/nobody",
            "ActionNames.member.1", "lambda:InvokeFunction");

    // when / then
    error(
        "SimulatePrincipalPolicy",
        question,
        404,
        "NoSuchEntity",
        "Policy source arn:aws:iam::000000000000:role/nobody cannot be found.");
    error(
        "SimulateCustomPolicy",
        Map.of("ActionNames.member.1", "everything", "PolicyInputList.member.1", POLICY),
        400,
        "InvalidInput",
        "Expected an action such as states:StartExecution but found 'everything'");
    error(
        "SimulateCustomPolicy",
        Map.of("ActionNames.member.1", "a:b", "PolicyInputList.member.1", "{}"),
        400,
        "InvalidInput",
        "PolicyInputList.1: Expected Statement[0] to be an object");
  }

  @Test
  void shouldListInPages() {
    // given
    for (String name : List.of("a", "b", "c")) {
      create("Role", "paged-" + name);
    }
    Map<String, String> two = Map.of("MaxItems", "2");

    // when
    String first = ok("ListRoles", two);
    String marker = first.replaceAll("(?s).*<Marker>(.*)</Marker>.*", "$1");
    create("Role", "paged-a2");
    String second = ok("ListRoles", Map.of("MaxItems", "2", "Marker", marker));

    // then
    assertThat(first)
        .contains("paged-a<", "paged-b<", "<IsTruncated>true</IsTruncated>")
        .doesNotContain("paged-c<");
    assertThat(second)
        .contains("paged-c<", "<IsTruncated>false</IsTruncated>")
        .doesNotContain("paged-a2<", "<Marker>");
    error("ListRoles", Map.of("Marker", "*"), 400, "ValidationError", "Invalid Marker.");
    error("ListRoles", Map.of("MaxItems", "0"), 400, "ValidationError", "");
  }

  @Test
  void shouldPutGetListAndDeletePoliciesOfRolesAndUsers() {
    for (String word : List.of("Role", "User")) {
      // given
      create(word, "x");

      // when
      ok(
          "Put" + word + "Policy",
          Map.of(word + "Name", "x", "PolicyName", "p", "PolicyDocument", POLICY));
      ok("Attach" + word + "Policy", Map.of(word + "Name", "x", "PolicyArn", ADMIN));

      // then
      assertThat(ok("List" + word + "Policies", Map.of(word + "Name", "x")))
          .contains("<PolicyNames><member>p</member></PolicyNames>");
      assertThat(ok("Get" + word + "Policy", Map.of(word + "Name", "x", "PolicyName", "p")))
          .contains("<PolicyDocument>" + encoded(POLICY));
      assertThat(ok("ListAttached" + word + "Policies", Map.of(word + "Name", "x")))
          .contains("<PolicyName>AdministratorAccess</PolicyName><PolicyArn>" + ADMIN);
      error(
          "Delete" + word,
          Map.of(word + "Name", "x"),
          409,
          "DeleteConflict",
          "must detach all policies first");
      ok("Detach" + word + "Policy", Map.of(word + "Name", "x", "PolicyArn", ADMIN));
      error(
          "Delete" + word,
          Map.of(word + "Name", "x"),
          409,
          "DeleteConflict",
          "must delete policies first");
      ok("Delete" + word + "Policy", Map.of(word + "Name", "x", "PolicyName", "p"));
      error(
          "Get" + word + "Policy",
          Map.of(word + "Name", "x", "PolicyName", "p"),
          404,
          "NoSuchEntity",
          "with name p");
      ok("Delete" + word, Map.of(word + "Name", "x"));
    }
  }

  @Test
  void shouldKeepManagedPolicies() {
    // given
    String arn =
        member(ok("CreatePolicy", Map.of("PolicyName", "p", "PolicyDocument", POLICY)), "Arn");
    create("Role", "demo");
    ok("AttachRolePolicy", Map.of("RoleName", "demo", "PolicyArn", arn));

    // when
    ok(
        "CreatePolicyVersion",
        Map.of(
            "PolicyArn",
            arn,
            "PolicyDocument",
            POLICY.replace("lambda", "sqs"),
            "SetAsDefault",
            "true"));

    // then
    assertThat(arn).isEqualTo("arn:aws:iam::000000000000:policy/p");
    assertThat(ok("GetPolicy", Map.of("PolicyArn", arn)))
        .contains("<DefaultVersionId>v2</DefaultVersionId><AttachmentCount>1</AttachmentCount>");
    assertThat(ok("GetPolicyVersion", Map.of("PolicyArn", arn, "VersionId", "v2")))
        .contains(encoded(POLICY.replace("lambda", "sqs")));
    assertThat(ok("ListEntitiesForPolicy", Map.of("PolicyArn", arn)))
        .contains("<RoleName>demo</RoleName>");
    error("DeletePolicy", Map.of("PolicyArn", arn), 409, "DeleteConflict", "attached to entities");
    error(
        "CreatePolicy",
        Map.of("PolicyName", "p", "PolicyDocument", POLICY),
        409,
        "EntityAlreadyExists",
        "A policy called p already exists.");
  }

  @Test
  void shouldGiveUsersTwoKeysAndShowSecretsOnce() {
    // given
    create("User", "ann");
    String made = ok("CreateAccessKey", Map.of("UserName", "ann"));
    String id = member(made, "AccessKeyId");
    ok("CreateAccessKey", Map.of("UserName", "ann"));

    // when
    String listed = ok("ListAccessKeys", Map.of("UserName", "ann"));

    // then
    assertThat(member(made, "SecretAccessKey")).hasSize(40);
    assertThat(listed).contains(id).doesNotContain("SecretAccessKey");
    error(
        "CreateAccessKey", Map.of("UserName", "ann"), 409, "LimitExceeded", "AccessKeysPerUser: 2");
    ok("UpdateAccessKey", Map.of("UserName", "ann", "AccessKeyId", id, "Status", "Inactive"));
    assertThat(service.directory.current().key(id).orElseThrow().active()).isFalse();
    ok("DeleteAccessKey", Map.of("UserName", "ann", "AccessKeyId", id));
    assertThat(service.directory.current().key(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CreateRole      | RoleName=a b                                        | 400 | ValidationError
          CreateRole      | RoleName=a                                          | 400 | ValidationError
          CreateRole      | RoleName=a,AssumeRolePolicyDocument={}              | 400 | MalformedPolicyDocument
          CreateRole      | AssumeRolePolicyDocument={}                         | 400 | ValidationError
          CreateRole      | RoleName=a,Path=x,AssumeRolePolicyDocument={}       | 400 | ValidationError
          CreateUser      | UserName=a,PermissionsBoundary=arn:aws:iam::aws:policy/X | 400 | ValidationError
          PutRolePolicy   | RoleName=none,PolicyName=p,PolicyDocument={}        | 404 | NoSuchEntity
          AttachRolePolicy| RoleName=none,PolicyArn=arn                         | 404 | NoSuchEntity
          GetUser         | UserName=none                                       | 404 | NoSuchEntity
          DeleteUser      | UserName=none                                       | 404 | NoSuchEntity
          GetPolicy       | PolicyArn=arn:aws:iam::111111111111:policy/p        | 404 | NoSuchEntity
          DeletePolicy    | PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess | 403 | AccessDenied
          DoSomething     | A=b                                                 | 400 | InvalidAction
          AssumeRole      | RoleArn=arn:aws:iam::000000000000:role/none,RoleSessionName=ab | 403 | AccessDenied
          AssumeRole      | RoleArn=arn:aws:iam::000000000000:role/none,RoleSessionName=a  | 400 | ValidationError
          """)
  void shouldRefuseWhatIsWrong(String action, String parameters, int status, String code) {
    // given
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : parameters.strip().split(",", -1)) {
      form.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }

    // when / then
    error(action.strip(), form, status, code, "");
  }

  @Test
  void shouldKeepAccountsApart() {
    // given
    create("Role", "mine");
    Principal mine = principal;
    principal = Principal.anybody("111111111111");

    // when / then
    assertThat(ok("ListRoles", Map.of())).doesNotContain("mine");
    error("GetRole", Map.of("RoleName", "mine"), 404, "NoSuchEntity", "");
    assertThat(ok("GetCallerIdentity", Map.of())).contains("<Account>111111111111</Account>");
    principal = mine;
    assertThat(ok("ListRoles", Map.of())).contains("mine");
  }

  @Test
  void shouldLetUsersAssumeRolesThatTrustThem() {
    // given
    Identity ann = user("ann");
    user("bob");
    String trust =
        TRUST.replace("\"Service\":\"states.amazonaws.com\"", "\"AWS\":\"" + ann.arn() + "\"");
    ok("CreateRole", Map.of("RoleName", "deploy", "AssumeRolePolicyDocument", trust));
    Map<String, String> request =
        Map.of("RoleArn", "arn:aws:iam::000000000000:role/deploy", "RoleSessionName", "work");

    // when
    principal = Principal.user(ann);
    String credentials = ok("AssumeRole", request);
    principal =
        Principal.user(
            service.directory.current().identity(Kind.USER, Service.ACCOUNT, "bob").orElseThrow());

    // then
    assertThat(credentials)
        .contains("<Arn>arn:aws:sts::000000000000:assumed-role/deploy/work</Arn>")
        .contains("<Expiration>2026-01-02T04:04:05Z</Expiration>")
        .containsPattern("<AccessKeyId>ASIA[A-Z2-7]{16}</AccessKeyId>");
    error(
        "AssumeRole",
        request,
        403,
        "AccessDenied",
        "User: arn:aws:iam::000000000000:user/bob is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::000000000000:role/deploy");
  }

  @Test
  void shouldAskPoliciesForActionsOfIam() {
    // given
    principal = Principal.user(user("ann"));

    // when / then
    error(
        "CreateRole",
        Map.of("RoleName", "x", "AssumeRolePolicyDocument", TRUST),
        403,
        "AccessDenied",
        "is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::000000000000:role/x");
    assertThat(ok("GetCallerIdentity", Map.of()))
        .contains("<Arn>arn:aws:iam::000000000000:user/ann</Arn>");
  }

  private Identity user(String name) {
    Identity user =
        Identity.of(Kind.USER, Service.ACCOUNT, "/", name, "AIDA" + name, service.clock.instant());
    service.directory.write(List.of(Change.put(user)));
    service.directory.fresh().await().indefinitely();
    return user;
  }

  private void create(String word, String name) {
    Map<String, String> form = new HashMap<>(Map.of(word + "Name", name));
    if (word.equals("Role")) {
      form.put("AssumeRolePolicyDocument", TRUST);
    }
    ok("Create" + word, form);
  }

  private String ok(String action, Map<String, String> form) {
    Answer answer = call(action, form);
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    return text(answer);
  }

  private void error(
      String action, Map<String, String> form, int status, String code, String message) {
    Answer answer = call(action, form);
    assertThat(text(answer)).contains("<Code>" + code + "</Code>").contains(message);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isEqualTo(code);
  }

  private Answer call(String action, Map<String, String> form) {
    StringBuilder body = new StringBuilder("Version=2010-05-08&Action=" + action);
    form.forEach(
        (name, value) ->
            body.append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return service
        .queries
        .dispatch(
            body.toString().getBytes(StandardCharsets.UTF_8),
            new Call(
                new CallerIdentity(principal.account(), "us-east-1", principal), "request-1", null))
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private static String text(Answer answer) {
    return answer.body().toString();
  }

  private static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String member(String xml, String name) {
    Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    assertThat(found.find()).as(xml).isTrue();
    return found.group(1);
  }
}
