package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.jayway.jsonpath.InvalidPathException;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path for reading, compiled once: {@code $…} into the input, {@code $$…} into the context
 * object, {@code $name…} into a workflow variable. Safe for concurrent use.
 *
 * <p>Plain paths walk the tree and return the node they find; others go through Jayway and give an
 * array of matches. Nodes returned are shared with the input: callers must not change them.
 */
public final class JsonPath implements Expression {
  /** AWS's text for a value that is no path. */
  static final String INVALID = "Value must be a valid JSONPath.";

  private final String text;
  private final Origin origin;
  private final String relative;
  private final Selector selector;

  private JsonPath(String text, Origin origin, String relative, Selector selector) {
    this.text = text;
    this.origin = origin;
    this.relative = relative;
    this.selector = selector;
  }

  /** Compiles {@code text}. */
  public static Compiled<JsonPath> compile(String text) {
    Optional<Origin> origin = Origin.of(text);
    if (origin.isEmpty()) {
      return Compiled.invalid(
          INVALID, "Expected a path to start with '$' but found '" + text + "'");
    }
    int start = origin.get().length();
    String relative = "$" + text.substring(start);
    Optional<List<Segment>> plain = PlainParser.parse(text, start);
    try {
      Selector selector =
          plain.isPresent() ? new PlainSelector(plain.get()) : JaywaySelector.compile(relative);
      return Compiled.valid(new JsonPath(text, origin.get(), relative, selector));
    } catch (InvalidPathException e) {
      return Compiled.invalid(
          INVALID, "Expected a path but found '" + text + "': " + e.getMessage());
    }
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public List<JsonPath> paths() {
    return List.of(this);
  }

  /**
   * Whether the path can only name one node: no wildcard, slice, filter, list or deep scan (asl.md
   * §2).
   */
  public boolean isReference() {
    return selector instanceof PlainSelector;
  }

  /** Whether the path starts at the input, not at the context object or a variable. */
  public boolean isOnInput() {
    return origin instanceof Origin.Input;
  }

  /** Name of the variable the path starts at. */
  public Optional<String> variable() {
    return origin instanceof Origin.Variable(String name) ? Optional.of(name) : Optional.empty();
  }

  /** What the path selects; null if nothing, or if its variable is not assigned. */
  public @Nullable JsonNode find(Scope scope) {
    JsonNode root = origin.root(scope);
    return root == null ? null : selector.select(root);
  }

  /** What the path selects in {@code root}, whatever it starts at; null if nothing. */
  public @Nullable JsonNode find(JsonNode root) {
    return selector.select(root);
  }

  /**
   * For fields that let data through: {@code InputPath}, {@code OutputPath}, {@code Variable} and
   * the like.
   *
   * @return the value, or {@code States.Runtime} with the cause {@code Invalid path '$.no.such' :
   *     …}
   */
  public Evaluation<JsonNode> select(Scope scope) {
    JsonNode found = find(scope);
    return found != null
        ? Evaluation.value(found)
        : Evaluation.failed(ErrorName.RUNTIME, whyInvalid(scope));
  }

  private String whyInvalid(Scope scope) {
    JsonNode root = origin.root(scope);
    if (root == null) {
      return "Invalid path '" + text + "' : The variable is not assigned";
    }
    return "Invalid path '" + text + "' : " + JaywaySelector.reason(relative, root);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Fails with {@code States.ParameterPathFailure} and the cause {@code The JSONPath '…'
   * specified for the field '…' could not be found in the input '…'}.
   */
  @Override
  public Evaluation<JsonNode> evaluate(Scope scope, String field) {
    JsonNode root = origin.root(scope);
    JsonNode found = root == null ? null : selector.select(root);
    if (found != null) {
      return Evaluation.value(found);
    }
    if (root != null && selector instanceof PlainSelector plain && plain.missesElement(root)) {
      // Observed: an index outside of an existing array gives null here, but nothing as an argument
      // of an intrinsic or in IsPresent.
      return Evaluation.value(NullNode.getInstance());
    }
    return Evaluation.failed(
        ErrorName.PARAMETER_PATH_FAILURE,
        "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
            .formatted(text, field, searched(scope).text()));
  }

  /** The value a failing path is reported to have searched. */
  Json searched(Scope scope) {
    return origin instanceof Origin.Context ? Json.of(scope.context().get()) : scope.input();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPath path && path.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
