package io.passo.standalone.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.passo.asl.model.Pointer;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.standalone.lint.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in JSON or YAML whose places are known by their lines. */
final class Document {
  private static final ObjectMapper JSON =
      mapper(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private static final ObjectMapper YAML =
      mapper(
          YAMLFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              // "on" and "yes" are words, as in YAML 1.2.
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .build());

  private final Path file;
  private final JsonNode root;
  private final Lines lines;

  private Document(Path file, JsonNode root, Lines lines) {
    this.file = file;
    this.root = root;
    this.lines = lines;
  }

  private static ObjectMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /**
   * Reads a file.
   *
   * @throws TestFileException if it cannot be read
   */
  static Document read(Path file) {
    return parse(file, text(file));
  }

  /**
   * Reads what stands, or will stand, in a file.
   *
   * @throws TestFileException if it cannot be read
   */
  static Document parse(Path file, String text) {
    DefinitionFormat format = format(file);
    ObjectMapper mapper = format == DefinitionFormat.YAML ? YAML : JSON;
    try {
      refuseAliases(file, text, mapper);
      JsonNode root = mapper.readTree(text);
      if (root == null || root.isMissingNode() || root.isNull()) {
        throw new TestFileException(file, 1, "Expected an object but the file is empty");
      }
      return new Document(file, root, Lines.of(text, format));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String name = format == DefinitionFormat.YAML ? "YAML" : "JSON";
      throw new TestFileException(
          file, line, "Expected " + name + " but " + e.getOriginalMessage().strip());
    } catch (IOException e) {
      throw new TestFileException(file, 1, "Expected text in memory to be readable: " + e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new TestFileException(
          file,
          1,
          "Expected a file in UTF-8 but it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** Files that end in {@code .yaml} or {@code .yml} are YAML, all others JSON. */
  static DefinitionFormat format(Path file) {
    String name = file.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml")
        ? DefinitionFormat.YAML
        : DefinitionFormat.JSON;
  }

  // An alias would be read as the text of its name.
  private static void refuseAliases(Path file, String text, ObjectMapper mapper)
      throws IOException {
    try (JsonParser parser = mapper.getFactory().createParser(text)) {
      while (parser instanceof YAMLParser yaml && yaml.nextToken() != null) {
        if (yaml.isCurrentAlias()) {
          throw new TestFileException(
              file,
              yaml.currentTokenLocation().getLineNr(),
              "Expected a value but found the alias *" + yaml.getText() + ": write it out");
        }
      }
    }
  }

  Path file() {
    return file;
  }

  /** A file that this one names, relative to its folder. */
  Path beside(String name) {
    Path folder = file.toAbsolutePath().getParent();
    Path named = folder == null ? Path.of(name) : folder.resolve(name).normalize();
    Path here = Path.of("").toAbsolutePath();
    return named.startsWith(here) ? here.relativize(named) : named;
  }

  Field root() {
    return new Field(this, Pointer.ROOT, root);
  }

  int line(Pointer pointer) {
    return lines.of(pointer.text());
  }
}
