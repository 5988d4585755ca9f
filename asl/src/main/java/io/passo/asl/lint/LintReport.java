package io.passo.asl.lint;

import java.util.List;
import java.util.Optional;

/**
 * What {@code passo lint} has to say about a definition.
 *
 * @param findings errors first, then in the order of the rules
 * @param cost what a run would cost; empty if the definition is not valid
 */
public record LintReport(List<Finding> findings, Optional<Cost> cost) {
  public LintReport {
    findings = List.copyOf(findings);
  }

  /** Whether something is at least so bad. */
  public boolean has(Finding.Level level) {
    return findings.stream().anyMatch(finding -> finding.level().compareTo(level) <= 0);
  }

  /** State transitions that each run could do without. */
  public int wasted() {
    return findings.stream().mapToInt(Finding::wasted).sum();
  }
}
