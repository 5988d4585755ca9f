package io.passo.asl.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a definition into the model and collects everything that is wrong with the form of it:
 * fields, types, ranges, expressions. What needs a look at several states is checked by {@code
 * io.passo.asl.validate}. Never throws for bad input.
 */
public final class DefinitionParser {
  private static final Set<String> FIELDS =
      Set.of("States", "StartAt", "QueryLanguage", "Comment", "Version", "TimeoutSeconds");
  private static final long MAX_TIMEOUT_SECONDS = 99_999_998;

  private DefinitionParser() {}

  /** Reads a definition in JSON. */
  public static ParseResult parse(String text) {
    return parse(text, DefinitionFormat.JSON);
  }

  /** Reads a definition in the given notation. */
  public static ParseResult parse(String text, DefinitionFormat format) {
    Diagnostics diagnostics = new Diagnostics();
    ObjectNode tree = new DefinitionTree(diagnostics).read(text, format);
    StateMachine machine =
        tree == null ? null : machine(new Fields(tree, Pointer.ROOT, diagnostics));
    List<Diagnostic> found = diagnostics.all();
    boolean valid = machine != null && found.stream().noneMatch(Diagnostic::isError);
    return new ParseResult(valid ? Optional.ofNullable(machine) : Optional.empty(), found);
  }

  /**
   * The text as a tree.
   *
   * @throws IllegalArgumentException if {@link #parse} finds that it is no object
   */
  public static JsonNode tree(String text, DefinitionFormat format) {
    ObjectNode tree = new DefinitionTree(new Diagnostics()).read(text, format);
    if (tree == null) {
      throw new IllegalArgumentException("Expected a definition that can be parsed");
    }
    return tree;
  }

  private static @Nullable StateMachine machine(Fields fields) {
    fields.allowOnly(FIELDS);
    QueryLanguage language = QueryLanguages.of(fields, QueryLanguage.JSONPATH);
    String version = fields.word("Version", List.of("1.0"));
    Long timeout = fields.integer("TimeoutSeconds", 1, MAX_TIMEOUT_SECONDS);
    Workflow workflow = new WorkflowParser(language).parse(fields);
    return workflow == null
        ? null
        : new StateMachine(
            fields.text("Comment"),
            version,
            timeout == null ? null : Duration.ofSeconds(timeout),
            language,
            workflow);
  }
}
