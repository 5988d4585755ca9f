package io.passo.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.passo.coordinator.security.policy.AccessRequest;
import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates policies as the coordinators do, and says which statement decides. */
@Command(
    name = "simulate",
    description =
        "Say whether policies together allow actions on resources, and which statement decides.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is allowed",
      "1:something is denied, or a policy is malformed or cannot be read",
      "2:the command line was not understood"
    },
    footer = {
      "",
      "Example:",
      "  passo policy simulate --policy role.json --action lambda:InvokeFunction \\",
      "    --resource arn:aws:lambda:us-east-1:000000000000:function:charge --context aws:PrincipalTag/team=blue"
    })
final class PolicySimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      required = true,
      description = "A policy of the user or role, as JSON; may be given several times.")
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
    List<NamedPolicy> named = policies.stream().map(PolicySimulateCommand::read).toList();
    Map<String, List<String>> keys = keys();
    List<Decision> decisions = new ArrayList<>();
    for (String action : actions) {
      for (String resource : resources.isEmpty() ? List.of("*") : resources) {
        AccessRequest request = new AccessRequest(action, resource, keys);
        decisions.add(new Decision(action, resource, Evaluation.of(named, request)));
      }
    }
    print(decisions);
    return decisions.stream().allMatch(decision -> decision.evaluation().isAllowed()) ? 0 : 1;
  }

  private record Decision(String action, String resource, Evaluation evaluation) {
    /** As AWS's simulator names it. */
    String name() {
      return switch (evaluation.verdict()) {
        case ALLOWED -> "allowed";
        case EXPLICITLY_DENIED -> "explicitDeny";
        case NOT_ALLOWED -> "implicitDeny";
      };
    }
  }

  private static NamedPolicy read(Path file) {
    try {
      return new NamedPolicy(file.toString(), PolicyDocument.ofIdentity(Files.readString(file)));
    } catch (MalformedPolicyException e) {
      throw new IllegalArgumentException(file + ": " + e.text(), e);
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

  private void print(List<Decision> decisions) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      ArrayNode array = new ObjectMapper().createArrayNode();
      decisions.forEach(
          decision ->
              array
                  .addObject()
                  .put("action", decision.action())
                  .put("resource", decision.resource())
                  .put("decision", decision.name())
                  .put("policy", decision.evaluation().policy())
                  .put("statement", decision.evaluation().statement()));
      out.println(array.toPrettyString());
      out.flush();
      return;
    }
    Table table = new Table("ACTION", "RESOURCE", "DECISION", "POLICY", "STATEMENT");
    decisions.forEach(
        decision ->
            table.row(
                decision.action(),
                decision.resource(),
                decision.name(),
                Objects.requireNonNullElse(decision.evaluation().policy(), "-"),
                Objects.requireNonNullElse(decision.evaluation().statement(), "-")));
    table.print(out);
  }
}
