package io.passo.asl.validate;

import io.passo.asl.model.TaskResource.ServiceIntegration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Calls of services, a line per kind of call: the suffixes offered besides request-response ({@code
 * -} for none), then service and actions.
 */
final class IntegrationTable {
  private final Map<String, Set<String>> suffixes = new HashMap<>();

  IntegrationTable(String text) {
    text.lines().map(line -> line.split(" ", -1)).forEach(this::add);
  }

  private void add(String[] line) {
    Set<String> offered =
        line[0].equals("-") ? Set.of() : new HashSet<>(Arrays.asList(line[0].split(",", -1)));
    for (String action : Arrays.asList(line).subList(2, line.length)) {
      suffixes.put(line[1] + ":" + action, offered);
    }
  }

  /** Whether the service has the action and the action the pattern. */
  boolean offers(ServiceIntegration call) {
    Set<String> offered = suffixes.get(call.service() + ":" + call.action());
    return offered != null && (call.suffix() == null || offered.contains(call.suffix()));
  }
}
