package io.passo.standalone.cli;

import io.passo.standalone.system.Diagnosis;
import io.passo.standalone.system.Diagnosis.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks what the system needs. */
@Command(
    name = "doctor",
    description = "Check the host and every dependency of the running system.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    List<Finding> findings = Diagnosis.of(data.folder());
    if (output.json()) {
      StatusCommand.printJson(findings, spec.commandLine().getOut());
    } else {
      findings.forEach(this::print);
      spec.commandLine().getOut().flush();
    }
    return findings.stream().allMatch(Finding::good) ? 0 : 1;
  }

  private void print(Finding finding) {
    String mark = finding.good() ? Terminal.styled("green", "✓") : Terminal.styled("red", "✗");
    spec.commandLine().getOut().printf("%s %-28s %s%n", mark, finding.what(), finding.found());
    if (!finding.good()) {
      spec.commandLine().getOut().printf("  %-28s → %s%n", "", finding.advice());
    }
  }
}
