package io.passo.integration.web;

import io.passo.integration.IntegrationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Headers that a Task must not set.
 *
 * @param names in lower case
 * @param prefixes in lower case
 */
public record HeaderRules(Set<String> names, List<String> prefixes) {
  public HeaderRules {
    names = Set.copyOf(names);
    prefixes = List.copyOf(prefixes);
  }

  /**
   * Checks the headers of a Task.
   *
   * @throws IntegrationException if one of them is not the Task's to set
   */
  public void check(Map<String, List<String>> headers) throws IntegrationException {
    for (String header : headers.keySet()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (names.contains(name) || prefixes.stream().anyMatch(name::startsWith)) {
        throw new IntegrationException(
            "States.Runtime", "The header '" + header + "' cannot be set by a Task");
      }
    }
  }
}
