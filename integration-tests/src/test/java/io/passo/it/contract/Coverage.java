package io.passo.it.contract;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which answers of which actions were seen. */
final class Coverage {
  private static final String SUCCESS = "";

  private final SortedMap<String, SortedSet<String>> outcomes = new TreeMap<>();
  private int refused;

  /** Notes a success. */
  synchronized void succeeded(String action) {
    add(action, SUCCESS);
  }

  /** Notes an error by its type. */
  synchronized void refused(String action, String type) {
    refused++;
    add(action, type);
  }

  private void add(String action, String outcome) {
    outcomes.computeIfAbsent(action, any -> new TreeSet<>()).add(outcome);
  }

  /** Actions that have succeeded. */
  synchronized List<String> succeeded() {
    return outcomes.entrySet().stream()
        .filter(action -> action.getValue().contains(SUCCESS))
        .map(action -> action.getKey())
        .toList();
  }

  /** Requests that were refused. */
  synchronized int refused() {
    return refused;
  }

  /** All of it for the reference: a sentence and a table in Markdown. */
  synchronized String markdown() {
    Set<String> common = new TreeSet<>(outcomes.values().iterator().next());
    outcomes.values().forEach(common::retainAll);
    common.remove(SUCCESS);
    StringBuilder text = new StringBuilder();
    text.append(
        "%d of %d actions succeed, %d and more requests are refused as they must be. Every action: %s. Besides:%n%n"
            .formatted(succeeded().size(), outcomes.size(), refused / 100 * 100, codes(common)));
    text.append("| action | succeeds | errors |%n| --- | --- | --- |%n".formatted());
    outcomes.forEach(
        (action, seen) -> {
          Set<String> own = new TreeSet<>(seen);
          own.removeAll(common);
          own.remove(SUCCESS);
          text.append(
              "| %s | %s | %s |%n"
                  .formatted(action, seen.contains(SUCCESS) ? "yes" : "no", codes(own)));
        });
    return text.toString();
  }

  private static String codes(Set<String> types) {
    return types.stream().map(type -> "`" + type + "`").collect(Collectors.joining(", "));
  }
}
