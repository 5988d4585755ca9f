package io.passo.asl.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.StatesError;
import io.passo.asl.path.Compiled;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression, compiled once. Safe for concurrent use. */
public final class JsonataExpression {
  private static final String OPENING = "{%";
  private static final String CLOSING = "%}";

  private final String text;
  private final Source source;
  private final Jsonata compiled;
  private final Procedures procedures;

  private JsonataExpression(String text, Source source, Jsonata compiled) {
    this.text = text;
    this.source = source;
    this.compiled = compiled;
    this.procedures = Procedures.of(compiled);
  }

  /** Whether text stands between the markers of an expression. */
  public static boolean isExpression(String text) {
    return text.length() >= OPENING.length() + CLOSING.length()
        && text.startsWith(OPENING)
        && text.endsWith(CLOSING);
  }

  /** Whether text has one marker only, which is never what was meant. */
  public static boolean isHalfOpen(String text) {
    return !isExpression(text) && (text.startsWith(OPENING) || text.endsWith(CLOSING));
  }

  /** Compiles text with its markers. */
  public static Compiled<JsonataExpression> compile(String marked) {
    String text = marked.substring(OPENING.length(), marked.length() - CLOSING.length()).strip();
    try {
      Source source = Source.of(text);
      Jsonata compiled = Jsonata.jsonata(source.text());
      compiled.setOutputConvertNulls(false);
      compiled.setValidateInput(false);
      Library.register(compiled);
      source.regexes().forEach(compiled::registerFunction);
      return Compiled.valid(new JsonataExpression(text, source, compiled));
    } catch (InvalidRegexException e) {
      return invalid(text, String.valueOf(e.getMessage()));
    } catch (JException e) {
      boolean large = "S0102".equals(e.getError());
      return invalid(text, large ? Failures.tooLarge(text) : Failures.text(e));
    } catch (RuntimeException | StackOverflowError e) {
      // The library's parser is not total: it runs over the end of text that stops too early.
      return invalid(
          text,
          Scanner.hasOpenComment(text)
              ? "S0106: Comment has no closing tag"
              : "The expression ends too early or is nested too deeply");
    }
  }

  private static Compiled<JsonataExpression> invalid(String text, String why) {
    return Compiled.invalid(
        Failures.withoutCode(why),
        "Expected a JSONata expression but found '" + text + "': " + why);
  }

  /** The trimmed text between the markers. */
  public String text() {
    return text;
  }

  /** Names of the variables in it, without {@code $}; also those that it binds itself. */
  public Set<String> variables() {
    return source.variables();
  }

  /** {@code $}, {@code $$} and names of fields that have no value to belong to, as written. */
  public Set<String> topLevelReferences() {
    return source.topLevel();
  }

  /** Members of {@code $states} in it. */
  public Set<String> statesMembers() {
    return source.states();
  }

  /**
   * Evaluates it within bounds that do not depend on the machine.
   *
   * @param field where it stands, for the cause and the location: {@code Output/result}
   * @return a node that must not be changed, or {@code States.QueryEvaluationError}
   */
  public Evaluation<JsonNode> evaluate(JsonataScope scope, String field) {
    return evaluate(null, scope, field);
  }

  /** The same with a value for {@code $} and {@code $$}, as the language itself has it. */
  Evaluation<JsonNode> evaluate(@Nullable JsonNode context, JsonataScope scope, String field) {
    Run run = new Run(scope);
    run.begin();
    try {
      Object focus = context == null ? null : Values.of(context);
      Object result = compiled.evaluate(focus, bindings(scope, run));
      return result == null
          ? failed(field, "returned nothing (undefined).")
          : Evaluation.value(Results.toJson(result));
    } catch (Results.UnsupportedResult e) {
      return failed(field, "returned an unsupported result type.");
    } catch (RuntimeException | StackOverflowError e) {
      return failed(
          field,
          "threw an error during evaluation" + Failures.ending(e, Procedures.text(run.failed())));
    } finally {
      run.end();
    }
  }

  private Jsonata.Frame bindings(JsonataScope scope, Run run) {
    Jsonata.Frame bindings = compiled.createFrame();
    bindings.setEvaluateEntryCallback((expression, input, environment) -> run.enter(expression));
    bindings.setEvaluateExitCallback(
        (expression, input, environment, result) -> {
          run.exit(result);
          procedures.check(expression, result);
        });
    for (String name : source.variables()) {
      JsonNode value = name.equals("states") ? null : scope.variables().get(name);
      if (value != null) {
        bindings.bind(name, Values.of(value));
      }
    }
    bindings.bind("states", new States(scope));
    return bindings;
  }

  /**
   * The failure of a value that has another type than its field.
   *
   * @param expected name of the type: {@code array}
   */
  public StatesError unexpectedType(String field, String expected, JsonNode value) {
    return error(
        field,
        "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
            .formatted(expected, type(value), value));
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      default -> "null";
    };
  }

  private Evaluation<JsonNode> failed(String field, String what) {
    return new Evaluation.Failed<>(error(field, what));
  }

  private StatesError error(String field, String what) {
    return new StatesError(
        ErrorName.QUERY_EVALUATION_ERROR,
        "The JSONata expression '%s' specified for the field '%s' %s".formatted(text, field, what),
        field);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonataExpression expression && expression.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return OPENING + " " + text + " " + CLOSING;
  }
}
