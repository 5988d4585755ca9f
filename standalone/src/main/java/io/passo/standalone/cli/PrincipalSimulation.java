package io.passo.standalone.cli;

import io.passo.standalone.aws.IamClient;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Asks a running system what the policies of a user or role say. */
final class PrincipalSimulation {
  private static final String NAME = "EvalActionName";

  private final URI endpoint;
  private final @Nullable SystemStatus local;

  /**
   * @param endpoint of the system; null for the one of this host
   * @param data its data folder
   */
  PrincipalSimulation(@Nullable URI endpoint, Path data) {
    this.local = SystemStatus.running(data).orElse(null);
    if (endpoint != null) {
      this.endpoint = endpoint;
    } else if (local != null) {
      this.endpoint = URI.create(local.endpoint());
    } else {
      throw new SystemException(
          "Nothing runs with its data in "
              + data
              + ": start it with ./passo up, or say --endpoint");
    }
  }

  List<SimulatedAccess> of(
      String principal,
      List<String> policies,
      List<String> actions,
      List<String> resources,
      Map<String, List<String>> context) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("PolicySourceArn", principal);
    put(parameters, "PolicyInputList", policies);
    put(parameters, "ActionNames", actions);
    put(parameters, "ResourceArns", resources);
    int entry = 0;
    for (Map.Entry<String, List<String>> key : context.entrySet()) {
      entry++;
      parameters.put("ContextEntries.member." + entry + ".ContextKeyName", key.getKey());
      put(parameters, "ContextEntries.member." + entry + ".ContextKeyValues", key.getValue());
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      IamClient iam = new IamClient(endpoint, Signer.wanted(endpoint, local), http);
      return results(iam.call("SimulatePrincipalPolicy", parameters));
    }
  }

  private static void put(Map<String, String> parameters, String name, List<String> values) {
    for (int n = 0; n < values.size(); n++) {
      parameters.put(name + ".member." + (n + 1), values.get(n));
    }
  }

  private static List<SimulatedAccess> results(Document answer) {
    List<SimulatedAccess> results = new ArrayList<>();
    for (int n = 0; n < answer.getElementsByTagName(NAME).getLength(); n++) {
      Node result = answer.getElementsByTagName(NAME).item(n).getParentNode();
      if (result instanceof Element element) {
        results.add(
            new SimulatedAccess(
                String.valueOf(text(element, NAME)),
                String.valueOf(text(element, "EvalResourceName")),
                String.valueOf(text(element, "EvalDecision")),
                text(element, "SourcePolicyId"),
                text(element, "Statement")));
      }
    }
    return results;
  }

  private static @Nullable String text(Element element, String name) {
    Node found = element.getElementsByTagName(name).item(0);
    return found == null ? null : found.getTextContent();
  }
}
