package io.passo.coordinator.api.query;

import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.api.query.IamAction.Outcome;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.passo.coordinator.security.policy.AccessRequest;
import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What policies, or those of a user or role, would say. Nothing is asked in earnest. */
final class SimulationActions {
  private static final int MOST_QUESTIONS = 1000;
  private static final Pattern ACTION = Pattern.compile("[\\w-]{1,64}:\\w{1,128}");
  private static final String PRINCIPAL = "PolicySourceArn";

  private final AccessControl control;

  private SimulationActions(AccessControl control) {
    this.control = control;
  }

  static Map<String, IamAction> of(AccessControl control) {
    SimulationActions actions = new SimulationActions(control);
    return Map.of(
        "SimulatePrincipalPolicy",
        new IamAction(
            false,
            call ->
                new Permission(
                    "iam:SimulatePrincipalPolicy", call.parameters().required(PRINCIPAL)),
            actions::ofPrincipal),
        "SimulateCustomPolicy",
        new IamAction(
            false,
            call -> new Permission("iam:SimulateCustomPolicy", "*"),
            SimulationActions::ofPolicies));
  }

  private Outcome ofPrincipal(IamCall call) {
    Identity identity = identity(call);
    List<NamedPolicy> more = policies(call.parameters());
    Map<String, List<String>> keys = call.parameters().context();
    return answer(
        call.parameters(),
        (action, resource) ->
            control.simulate(
                call.directory(), identity, more, new Permission(action, resource, keys)));
  }

  private static Outcome ofPolicies(IamCall call) {
    List<NamedPolicy> policies = policies(call.parameters());
    if (policies.isEmpty()) {
      throw IamErrors.validation(
          "1 validation error detected: Value at 'policyInputList' failed to satisfy constraint: Member must not be null");
    }
    Map<String, List<String>> keys = call.parameters().context();
    return answer(
        call.parameters(),
        (action, resource) -> Evaluation.of(policies, new AccessRequest(action, resource, keys)));
  }

  private static Identity identity(IamCall call) {
    String arn = call.parameters().required(PRINCIPAL);
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return Stream.of(Kind.values())
        .flatMap(kind -> call.directory().identity(kind, call.account(), name).stream())
        .filter(found -> found.arn().equals(arn))
        .findFirst()
        .orElseThrow(() -> IamErrors.noSuchEntity("Policy source " + arn));
  }

  private static List<NamedPolicy> policies(Parameters parameters) {
    List<NamedPolicy> policies = new ArrayList<>();
    for (String text : parameters.texts("PolicyInputList")) {
      String name = "PolicyInputList." + (policies.size() + 1);
      try {
        policies.add(new NamedPolicy(name, PolicyDocument.ofIdentity(text)));
      } catch (MalformedPolicyException e) {
        throw invalid(name + ": " + e.text());
      }
    }
    return policies;
  }

  /** Answers one question. */
  private interface Simulation {
    Evaluation of(String action, String resource);
  }

  private record Result(String action, String resource, Evaluation evaluation) {}

  private static Outcome answer(Parameters parameters, Simulation simulation) {
    List<String> actions = parameters.texts("ActionNames");
    List<String> given = parameters.texts("ResourceArns");
    List<String> resources = given.isEmpty() ? List.of("*") : given;
    if (actions.isEmpty()) {
      throw IamErrors.validation(
          "1 validation error detected: Value at 'actionNames' failed to satisfy constraint: Member must not be null");
    }
    if (actions.size() * resources.size() > MOST_QUESTIONS) {
      throw invalid(
          "Expected at most %d pairs of action and resource but there are %d"
              .formatted(MOST_QUESTIONS, actions.size() * resources.size()));
    }
    List<Result> results = new ArrayList<>();
    for (String action : actions) {
      if (!ACTION.matcher(action).matches()) {
        throw invalid(
            "Expected an action such as states:StartExecution but found '" + action + "'");
      }
      for (String resource : resources) {
        results.add(new Result(action, resource, simulation.of(action, resource)));
      }
    }
    return Outcome.of(
        xml ->
            xml.list("EvaluationResults", results, SimulationActions::result)
                .flag("IsTruncated", false));
  }

  private static void result(Xml xml, Result result) {
    Evaluation evaluation = result.evaluation();
    String policy = evaluation.policy();
    xml.text("EvalActionName", result.action())
        .text("EvalResourceName", result.resource())
        .text("EvalDecision", evaluation.decision())
        .list(
            "MatchedStatements",
            policy == null ? List.<String>of() : List.of(policy),
            (member, id) ->
                member
                    .text("SourcePolicyId", id)
                    .text("SourcePolicyType", type(id))
                    // AWS tells the place in the text instead; clients leave out what they do not
                    // know.
                    .text("Statement", evaluation.statement()))
        .texts("MissingContextValues", List.of());
  }

  private static String type(@Nullable String policy) {
    if (policy == null || !policy.startsWith("arn:")) {
      return "IAM Policy";
    }
    return policy.startsWith("arn:aws:iam::aws:") ? "aws-managed" : "user-managed";
  }

  private static ApiException invalid(String reason) {
    return new ApiException("InvalidInput", reason);
  }
}
