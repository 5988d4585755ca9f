package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.intrinsic.IntrinsicFunction;
import io.passo.asl.intrinsic.IntrinsicFunctions;
import io.passo.asl.intrinsic.IntrinsicParser;
import io.passo.asl.intrinsic.IntrinsicSyntax;
import io.passo.asl.intrinsic.IntrinsicSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call of an intrinsic function, compiled once. Safe for concurrent use. */
public final class IntrinsicCall implements Expression {
  /** AWS's text for a value that is neither a path nor a call, behind the name of the field. */
  static final String INVALID = "must be a valid JSONPath or a valid intrinsic function call";

  private final String text;
  private final IntrinsicFunction function;
  private final List<Argument> arguments;

  private IntrinsicCall(String text, IntrinsicFunction function, List<Argument> arguments) {
    this.text = text;
    this.function = function;
    this.arguments = List.copyOf(arguments);
  }

  /** Compiles {@code text}. */
  public static Compiled<IntrinsicCall> compile(String text) {
    try {
      return Compiled.valid(compile(text, IntrinsicParser.parse(text)));
    } catch (IntrinsicSyntaxException | InvalidCall e) {
      return Compiled.invalid("Value " + INVALID + ".", String.valueOf(e.getMessage()));
    }
  }

  private static IntrinsicCall compile(String text, IntrinsicSyntax.Call call) throws InvalidCall {
    IntrinsicFunction function =
        IntrinsicFunctions.named(call.function())
            .orElseThrow(
                () ->
                    new InvalidCall("Expected an intrinsic function but found " + call.function()));
    int count = call.arguments().size();
    if (!function.takes(count)) {
      throw new InvalidCall(
          "Expected another number of arguments of " + function.name() + " than " + count);
    }
    List<Argument> arguments = new ArrayList<>(count);
    for (IntrinsicSyntax argument : call.arguments()) {
      boolean keepEscapes = arguments.isEmpty() && function.readsEscapes();
      arguments.add(argument(text, argument, keepEscapes));
    }
    return new IntrinsicCall(text, function, arguments);
  }

  private static Argument argument(String text, IntrinsicSyntax syntax, boolean keepEscapes)
      throws InvalidCall {
    return switch (syntax) {
      case IntrinsicSyntax.Call call -> new Argument.Nested(compile(text, call));
      case IntrinsicSyntax.Literal(JsonNode value) -> new Argument.Literal(value);
      case IntrinsicSyntax.Path(String path) -> new Argument.Path(path(path));
      case IntrinsicSyntax.Text string when !string.isWellFormed() ->
          new Argument.Broken(string.raw());
      case IntrinsicSyntax.Text string ->
          new Argument.Literal(TextNode.valueOf(keepEscapes ? string.raw() : string.value()));
    };
  }

  private static JsonPath path(String text) throws InvalidCall {
    return switch (JsonPath.compile(text)) {
      case Compiled.Valid<JsonPath>(JsonPath path) -> path;
      case Compiled.Invalid<JsonPath>(List<CompileError> errors) ->
          throw new InvalidCall(errors.getFirst().detail());
    };
  }

  @Override
  public String text() {
    return text;
  }

  /** Whether the call may stand in {@code ErrorPath} and {@code CausePath} (asl.md §6.3). */
  public boolean isText() {
    return function.isText();
  }

  /** Paths among the arguments, nested ones included. */
  @Override
  public List<JsonPath> paths() {
    return arguments.stream().flatMap(Argument::paths).toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Fails with {@code States.IntrinsicFailure}, or {@code States.Runtime} if a path argument
   * selects nothing (observed); the cause names the whole call even if a nested one failed.
   */
  @Override
  public Evaluation<JsonNode> evaluate(Scope scope, String field) {
    return switch (call(scope)) {
      case Evaluation.Value<JsonNode> value -> value;
      case Evaluation.Failed<JsonNode> failed ->
          Evaluation.failed(
              failed.error().name(),
              "The function '" + text + "' had the following error: " + failed.error().cause());
    };
  }

  private Evaluation<JsonNode> call(Scope scope) {
    List<JsonNode> values = new ArrayList<>(arguments.size());
    for (Argument argument : arguments) {
      switch (argument.evaluate(scope)) {
        case Evaluation.Value<JsonNode>(JsonNode value) -> values.add(value);
        case Evaluation.Failed<JsonNode> failed -> {
          return failed;
        }
      }
    }
    return function.call(values, scope.entropy());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntrinsicCall call && call.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** Why well-formed text is no call. */
  private static final class InvalidCall extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidCall(String message) {
      super(message);
    }
  }

  /** Something to hand to the function. */
  private sealed interface Argument {
    Evaluation<JsonNode> evaluate(Scope scope);

    default Stream<JsonPath> paths() {
      return Stream.empty();
    }

    record Literal(JsonNode value) implements Argument {
      @Override
      public Evaluation<JsonNode> evaluate(Scope scope) {
        return Evaluation.value(value);
      }
    }

    /** A string with a dangling backslash: legal to write, an error to use. */
    record Broken(String raw) implements Argument {
      @Override
      public Evaluation<JsonNode> evaluate(Scope scope) {
        return Evaluation.failed(
            ErrorName.INTRINSIC_FAILURE,
            "Expected a backslash to escape ' { } or \\ but found '" + raw + "'");
      }
    }

    record Path(JsonPath path) implements Argument {
      @Override
      public Evaluation<JsonNode> evaluate(Scope scope) {
        JsonNode found = path.find(scope);
        return found != null
            ? Evaluation.value(found)
            : Evaluation.failed(
                ErrorName.RUNTIME,
                "The JsonPath argument for the field '%s' could not be found in the input '%s'"
                    .formatted(path.text(), path.searched(scope).text()));
      }

      @Override
      public Stream<JsonPath> paths() {
        return Stream.of(path);
      }
    }

    record Nested(IntrinsicCall call) implements Argument {
      @Override
      public Evaluation<JsonNode> evaluate(Scope scope) {
        return call.call(scope);
      }

      @Override
      public Stream<JsonPath> paths() {
        return call.paths().stream();
      }
    }
  }
}
