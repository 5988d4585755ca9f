package io.passo.asl.lint;

import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.ParseResult;
import io.passo.asl.validate.DefinitionChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for what AWS would refuse, and for what it would accept but should not be. */
public final class Linter {
  private static final List<LintRule> RULES =
      List.of(
          new EndlessLoops(),
          new ErrorNames(),
          new RetryStorms(),
          new RetryDelays(),
          new ChoiceDefaults(),
          new TaskTimeouts(),
          new LambdaRetries(),
          new WastedPasses(),
          new WastedChoices(),
          new WastedFanOuts(),
          new UnbatchedChildren(),
          new LambdaDetours(),
          new PollLoops());

  private Linter() {}

  /**
   * Checks a definition.
   *
   * @param text the definition, which may be anything
   * @param type what kind of state machine it is for
   */
  public static LintReport lint(String text, DefinitionFormat format, StateMachineType type) {
    return lint(text, format, type, LanguageLimits.STRICT);
  }

  /**
   * The same for an installation with other limits.
   *
   * @param limits of Standard executions: histories of Express ones have none
   */
  public static LintReport lint(
      String text, DefinitionFormat format, StateMachineType type, LanguageLimits limits) {
    ParseResult checked = DefinitionChecker.check(text, format, type);
    List<Finding> findings = new ArrayList<>();
    checked.errors().forEach(each -> findings.add(finding(each)));
    checked.diagnostics().stream()
        .filter(each -> !each.isError())
        .forEach(each -> findings.add(finding(each)));
    Optional<StateMachine> machine = checked.stateMachine();
    MapSizes sizes = new MapSizes(type == StateMachineType.EXPRESS ? limits.forExpress() : limits);
    machine.ifPresent(
        found -> {
          RULES.forEach(rule -> rule.check(found, findings::add));
          sizes.check(found, findings::add);
        });
    return new LintReport(findings, machine.map(Cost::of));
  }

  private static Finding finding(Diagnostic diagnostic) {
    return new Finding(
        diagnostic.code().name(),
        diagnostic.isError() ? Finding.Level.ERROR : Finding.Level.WARNING,
        diagnostic.message(),
        diagnostic.location(),
        0);
  }
}
