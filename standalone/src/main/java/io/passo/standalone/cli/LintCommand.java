package io.passo.standalone.cli;

import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.lint.Finding;
import io.passo.asl.lint.LintReport;
import io.passo.asl.lint.Linter;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.standalone.lint.HumanReport;
import io.passo.standalone.lint.JsonReport;
import io.passo.standalone.lint.LintedFile;
import io.passo.standalone.lint.SarifReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks definitions without a server. */
@Command(
    name = "lint",
    description = "Check state machine definitions: what AWS refuses, likely mistakes, and cost.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing at or above --fail-on",
      "1:something at or above --fail-on, or a file that cannot be read",
      "2:the command line was not understood"
    })
final class LintCommand implements Callable<Integer> {
  /** How findings are printed. */
  enum Format {
    HUMAN,
    JSON,
    SARIF
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Definitions in JSON or YAML.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "human, json or sarif (default: human).",
      defaultValue = "human")
  private Format format = Format.HUMAN;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "standard or express (default: standard).",
      defaultValue = "standard")
  private StateMachineType type = StateMachineType.STANDARD;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "error, warning or note: the least that fails (default: error).",
      defaultValue = "error")
  private Finding.Level failOn = Finding.Level.ERROR;

  @Option(
      names = "--history-limit",
      paramLabel = "N",
      description =
          "Events that a history holds, as in PASSO_HISTORY_LIMIT, which is the default where it is"
              + " set (AWS: 25000).",
      defaultValue = "${env:PASSO_HISTORY_LIMIT:-25000}")
  private long historyLimit;

  @Override
  public Integer call() {
    if (historyLimit < 2) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected --history-limit to be at least 2 but found " + historyLimit);
    }
    List<LintedFile> linted = files.stream().flatMap(file -> lint(file).stream()).toList();
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case HUMAN -> HumanReport.print(linted, type, out);
      case JSON -> out.println(JsonReport.text(linted, type));
      case SARIF -> out.println(SarifReport.text(linted));
    }
    out.flush();
    boolean allRead = linted.size() == files.size();
    return allRead && linted.stream().noneMatch(file -> file.report().has(failOn)) ? 0 : 1;
  }

  /** Empty if the file cannot be read, which is said at once: the other files are still checked. */
  private Optional<LintedFile> lint(Path file) {
    try {
      String text = Files.readString(file);
      DefinitionFormat notation = isYaml(file) ? DefinitionFormat.YAML : DefinitionFormat.JSON;
      LanguageLimits limits =
          new LanguageLimits(LanguageLimits.STRICT.payloadBytes(), historyLimit);
      LintReport report = Linter.lint(text, notation, type, limits);
      return Optional.of(LintedFile.of(file.toString(), text, notation, report));
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(file + ": cannot be read: " + reason(e));
      err.flush();
      return Optional.empty();
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException ignored -> "no such file";
      case AccessDeniedException ignored -> "permission denied";
      case CharacterCodingException ignored -> "it is not UTF-8";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static boolean isYaml(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
