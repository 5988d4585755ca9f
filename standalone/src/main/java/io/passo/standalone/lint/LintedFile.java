package io.passo.standalone.lint;

import io.passo.asl.lint.Finding;
import io.passo.asl.lint.LintReport;
import io.passo.asl.parse.DefinitionFormat;
import java.util.Comparator;
import java.util.List;

/**
 * A file and what was found in it.
 *
 * @param name as given on the command line
 * @param lines where the places of the definition are in the text
 */
public record LintedFile(String name, LintReport report, Lines lines) {
  /** The findings of a text. */
  public static LintedFile of(
      String name, String text, DefinitionFormat format, LintReport report) {
    return new LintedFile(name, report, Lines.of(text, format));
  }

  /** The findings in the order of their lines. */
  public List<Finding> findings() {
    return report.findings().stream().sorted(Comparator.comparingInt(this::line)).toList();
  }

  /** The line of a finding, from 1; the first if its place is not known. */
  public int line(Finding finding) {
    return lines.of(finding.location());
  }
}
