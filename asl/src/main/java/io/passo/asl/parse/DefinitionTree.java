package io.passo.asl.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.passo.asl.model.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads the text of a definition into a tree, within bounds. */
final class DefinitionTree {
  /** Definitions are at most 1 MiB (asl.md §1). */
  static final int MAX_LENGTH = 1_048_576;

  /**
   * Levels of objects and arrays: each nested Parallel takes five, so this allows for more than 100
   * of them.
   */
  private static final int MAX_DEPTH = 600;

  private static final int MAX_NUMBER_LENGTH = 400;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(constraints())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build());
  private static final ObjectMapper YAML = new ObjectMapper(yamlFactory());

  private final Diagnostics diagnostics;

  DefinitionTree(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The object that the text is, or null if it is none; then the reason is reported. */
  @Nullable ObjectNode read(String text, DefinitionFormat format) {
    if (text.isBlank()) {
      diagnostics.add(
          Diagnostic.error(DiagnosticCode.MISSING_DESCRIPTION, "Definition must not be empty"));
      return null;
    }
    if (text.length() > MAX_LENGTH) {
      diagnostics.schema(
          Pointer.ROOT,
          "Expected a definition of at most "
              + MAX_LENGTH
              + " characters but found "
              + text.length());
      return null;
    }
    JsonNode tree = tree(text, format == DefinitionFormat.JSON ? JSON : YAML);
    if (tree != null && !tree.isObject()) {
      diagnostics.schema(Pointer.ROOT, "Definition must be a valid JSON object");
    }
    return tree instanceof ObjectNode object ? object : null;
  }

  private @Nullable JsonNode tree(String text, ObjectMapper mapper) {
    try (JsonParser parser = new NoAliases(mapper.getFactory().createParser(text))) {
      return readOne(parser, mapper);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected text in memory to be readable", e);
    }
  }

  private @Nullable JsonNode readOne(JsonParser parser, ObjectMapper mapper) throws IOException {
    try {
      JsonNode tree = mapper.readTree(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(
            parser, "Expected the end of the definition but found " + parser.currentToken());
      }
      return tree;
    } catch (StreamConstraintsException e) {
      diagnostics.add(Diagnostic.error(DiagnosticCode.TOO_DEEPLY_NESTED, e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      diagnostics.add(syntaxError(e, parser.getParsingContext()));
    }
    return null;
  }

  private static Diagnostic syntaxError(JsonProcessingException e, JsonStreamContext context) {
    String message = String.valueOf(e.getOriginalMessage());
    JsonStreamContext parent = context.getParent();
    boolean duplicateState =
        message.startsWith("Duplicate field")
            && parent != null
            && "States".equals(parent.getCurrentName());
    if (duplicateState) {
      return Diagnostic.error(
          DiagnosticCode.DUPLICATE_STATE_NAME,
          "Duplicate State name: " + context.getCurrentName(),
          pointer(context));
    }
    String location = e.getLocation() == null ? null : e.getLocation().toString();
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        DiagnosticCode.INVALID_JSON_DESCRIPTION,
        e.getCause() instanceof MarkedYAMLException yaml ? sentence(yaml) : message,
        location);
  }

  /** What is wrong with YAML in one line; the parser's own message shows the text, too. */
  private static String sentence(MarkedYAMLException e) {
    return e.getContext() == null ? e.getProblem() : e.getProblem() + ", " + e.getContext();
  }

  private static Pointer pointer(JsonStreamContext context) {
    Deque<JsonStreamContext> path = new ArrayDeque<>();
    for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      path.push(at);
    }
    Pointer pointer = Pointer.ROOT;
    for (JsonStreamContext at : path) {
      pointer =
          at.inArray()
              ? pointer.item(at.getCurrentIndex())
              : pointer.field(String.valueOf(at.getCurrentName()));
    }
    return pointer;
  }

  private static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxNumberLength(MAX_NUMBER_LENGTH)
        .maxStringLength(MAX_LENGTH)
        .build();
  }

  private static YAMLFactory yamlFactory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_LENGTH);
    options.setNestingDepthLimit(MAX_DEPTH);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .streamReadConstraints(constraints())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // "on" and "yes" are words of a definition, as in YAML 1.2.
        .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
        .build();
  }
}
