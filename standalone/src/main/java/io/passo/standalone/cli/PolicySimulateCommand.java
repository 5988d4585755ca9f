package io.passo.standalone.cli;

import io.passo.coordinator.security.policy.AccessRequest;
import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evaluates policies as the coordinators do, and says which statement decides. */
@Command(
    name = "simulate",
    description =
        "Say whether policies, or those of a user or role, allow actions on resources, and which statement decides.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is allowed",
      "1:something is denied, a policy is malformed or cannot be read, or the user or role is not there",
      "2:the command line was not understood"
    },
    footer = {
      "",
      "Examples:",
      "  passo policy simulate --policy role.json --action lambda:InvokeFunction \\",
      "    --resource arn:aws:lambda:us-east-1:000000000000:function:charge --context aws:PrincipalTag/team=blue",
      "  passo policy simulate --principal arn:aws:iam::000000000000:role/charger --action states:StartExecution"
    })
final class PolicySimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--principal",
      paramLabel = "ARN",
      description =
          "A user or role of a running system, with everything that it is given there; --policy adds to that.")
  private @Nullable String principal;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where that system answers (default: the one with its data in --data).")
  private @Nullable URI endpoint;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "A policy as JSON; may be given several times. Without --principal no system is needed.")
  private List<Path> policies = new ArrayList<>();

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      required = true,
      description = "For example states:StartExecution; may be given several times.")
  private List<String> actions = new ArrayList<>();

  @Option(
      names = "--resource",
      paramLabel = "ARN",
      description = "What the action is about; may be given several times (default: *).")
  private List<String> resources = new ArrayList<>();

  @Option(
      names = "--context",
      paramLabel = "KEY=VALUE",
      description =
          "A condition key of the request; a key with several values is given several times.")
  private List<String> context = new ArrayList<>();

  @Override
  public Integer call() {
    List<String> on = resources.isEmpty() ? List.of("*") : resources;
    List<SimulatedAccess> decisions;
    if (principal != null) {
      List<String> more = policies.stream().map(PolicySimulateCommand::text).toList();
      decisions =
          new PrincipalSimulation(endpoint, data.folder()).of(principal, more, actions, on, keys());
    } else if (policies.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Expected --policy or --principal but found neither");
    } else {
      decisions = ofPolicies(on);
    }
    print(decisions);
    return decisions.stream().allMatch(SimulatedAccess::isAllowed) ? 0 : 1;
  }

  private List<SimulatedAccess> ofPolicies(List<String> on) {
    List<NamedPolicy> named = policies.stream().map(PolicySimulateCommand::read).toList();
    Map<String, List<String>> keys = keys();
    List<SimulatedAccess> decisions = new ArrayList<>();
    for (String action : actions) {
      for (String resource : on) {
        Evaluation evaluation = Evaluation.of(named, new AccessRequest(action, resource, keys));
        decisions.add(
            new SimulatedAccess(
                action,
                resource,
                evaluation.decision(),
                evaluation.policy(),
                evaluation.statement()));
      }
    }
    return decisions;
  }

  private static NamedPolicy read(Path file) {
    try {
      return new NamedPolicy(file.toString(), PolicyDocument.ofIdentity(text(file)));
    } catch (MalformedPolicyException e) {
      throw new IllegalArgumentException(file + ": " + e.text(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a policy in UTF-8 in " + file + " but it cannot be read: " + e, e);
    }
  }

  private Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String pair : context) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("Expected --context KEY=VALUE but found '" + pair + "'");
      }
      keys.computeIfAbsent(pair.substring(0, equals), key -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return keys;
  }

  private void print(List<SimulatedAccess> decisions) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      StatusCommand.printJson(decisions, out);
      return;
    }
    Table table = new Table("ACTION", "RESOURCE", "DECISION", "POLICY", "STATEMENT");
    decisions.forEach(
        each ->
            table.row(
                each.action(),
                each.resource(),
                each.decision(),
                Objects.requireNonNullElse(each.policy(), "-"),
                Objects.requireNonNullElse(each.statement(), "-")));
    table.print(out);
  }
}
