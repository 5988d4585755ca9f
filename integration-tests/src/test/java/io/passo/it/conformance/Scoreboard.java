package io.passo.it.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts and lists how the cases went. */
record Scoreboard(List<Verdict> verdicts) {
  /** Two counts, the pending cases by feature, and what should pass and does not. */
  String text() {
    StringBuilder text = new StringBuilder("Conformance: ");
    text.append(count(Verdict::outcomeAgrees)).append(" of ").append(verdicts.size());
    text.append(" in status and output, ").append(count(Verdict::historyAgrees));
    text.append(" with history\n");
    pendingByFeature()
        .forEach((feature, ids) -> text.append("pending, %s: %d%n".formatted(feature, ids.size())));
    for (Verdict verdict : verdicts) {
      if (verdict.pending().isEmpty() && !verdict.historyAgrees()) {
        String what = verdict.outcomeAgrees() ? "history" : "outcome";
        String why = verdict.outcome().or(verdict::history).orElseThrow();
        text.append("differs in %s: %s%n  %s%n".formatted(what, verdict.of().id(), why));
      }
    }
    return text.toString();
  }

  private long count(Predicate<Verdict> agrees) {
    return verdicts.stream().filter(agrees).count();
  }

  private Map<String, List<String>> pendingByFeature() {
    return verdicts.stream()
        .filter(verdict -> verdict.pending().isPresent())
        .collect(
            Collectors.groupingBy(
                verdict -> verdict.pending().orElseThrow(),
                TreeMap::new,
                Collectors.mapping(verdict -> verdict.of().id(), Collectors.toList())));
  }
}
