package io.passo.asl.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.parse.DefinitionParser;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.ParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Everything CreateStateMachine checks of a definition (asl.md §9). */
public final class DefinitionChecker {
  /**
   * In the order in which AWS reports; Reachability looks only at workflows TerminalStates is
   * content with.
   */
  private static final List<Rule> RULES =
      List.of(
          new StateNames(),
          new UniqueStateNames(),
          new TransitionTargets(),
          new TerminalStates(),
          new Reachability(),
          new CatchAllLast(),
          new RetryDelays(),
          new HeartbeatWithinTimeout(),
          new FailTexts(),
          new VariableScopes(),
          new MapLabels(),
          new DistributedMaps(),
          new RecognisedResources(),
          new TaskCredentials(),
          new ExpressRestrictions());

  private static final Rule SUPPORTED = new NotSupportedYet();

  /** Those that make sense for a state without its state machine. */
  private static final List<EachState> STATE_RULES =
      RULES.stream().filter(EachState.class::isInstance).map(EachState.class::cast).toList();

  private DefinitionChecker() {}

  /**
   * Parses and checks a definition in JSON.
   *
   * @param text the definition, which may be anything
   * @param type what kind of state machine it is for
   * @return the model if there is no error, and all findings
   */
  public static ParseResult check(String text, StateMachineType type) {
    return check(text, DefinitionFormat.JSON, type);
  }

  /** Parses and checks a definition in the given notation. */
  public static ParseResult check(String text, DefinitionFormat format, StateMachineType type) {
    return check(text, format, machine -> validate(machine, type));
  }

  /** The same, but for services that are called which no adapter calls: they may be mocked. */
  public static ParseResult checkLanguage(
      String text, DefinitionFormat format, StateMachineType type) {
    return check(text, format, machine -> validateLanguage(machine, type));
  }

  private static ParseResult check(
      String text, DefinitionFormat format, Function<StateMachine, List<Diagnostic>> rules) {
    ParseResult parsed = DefinitionParser.parse(text, format);
    if (parsed.stateMachine().isEmpty()) {
      return parsed;
    }
    List<Diagnostic> found = new ArrayList<>(parsed.diagnostics());
    found.addAll(rules.apply(parsed.stateMachine().get()));
    JsonNode tree = DefinitionParser.tree(text, format);
    found.addAll(OuterVariables.in(tree));
    found.addAll(PathsThatAreNone.in(tree));
    boolean valid = found.stream().noneMatch(Diagnostic::isError);
    return new ParseResult(valid ? parsed.stateMachine() : Optional.empty(), found);
  }

  /** Checks one state against the rules about a state by itself (TestState, api.md §12). */
  public static List<Diagnostic> validateState(State state, StateMachineType type) {
    List<Diagnostic> found = new ArrayList<>();
    STATE_RULES.forEach(rule -> rule.check(state, type, found::add));
    return found;
  }

  /** Checks a parsed definition against all rules. */
  public static List<Diagnostic> validate(StateMachine machine, StateMachineType type) {
    List<Diagnostic> found = new ArrayList<>(validateLanguage(machine, type));
    found.addAll(SUPPORTED.check(machine, type));
    return found;
  }

  private static List<Diagnostic> validateLanguage(StateMachine machine, StateMachineType type) {
    return RULES.stream().flatMap(rule -> rule.check(machine, type).stream()).toList();
  }
}
