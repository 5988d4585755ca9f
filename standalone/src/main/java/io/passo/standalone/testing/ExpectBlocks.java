package io.passo.standalone.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.model.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a test file, in which {@code expect} of single tests is replaced or added. */
final class ExpectBlocks {
  private static final Pattern KEY = Pattern.compile("((?: |- )*)(name|expect)\\s*:.*");
  private static final int WIDTH = 100;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Separators SEPARATORS =
      Separators.createDefaultInstance()
          .withObjectFieldValueSpacing(Spacing.AFTER)
          .withObjectEmptySeparator("")
          .withArrayEmptySeparator("");

  private final Document document;
  private final List<String> lines;

  ExpectBlocks(Document document) {
    this.document = document;
    this.lines = new ArrayList<>(Document.text(document.file()).lines().toList());
  }

  /** The file as it is now. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /**
   * Replaces what a test expects.
   *
   * @throws TestFileException if the test is not written as a block
   */
  void replace(int test, ObjectNode expect) {
    Pointer element = Pointer.ROOT.field("tests").item(test);
    int expected = document.line(element.field("expect")) - 1;
    if (matches(expected, "expect")) {
      String before = prefix(expected, "expect");
      lines.subList(expected, end(expected, before.length() + 1)).clear();
      lines.addAll(expected, written(before, expect));
    } else {
      int named = document.line(element.field("name")) - 1;
      int indent = prefix(named, "name").length();
      lines.addAll(end(named, indent), written(" ".repeat(indent), expect));
    }
  }

  private boolean matches(int line, String key) {
    Matcher found = KEY.matcher(lines.get(line));
    return found.matches() && found.group(2).equals(key);
  }

  private String prefix(int line, String key) {
    Matcher found = KEY.matcher(lines.get(line));
    if (!found.matches() || !found.group(2).equals(key)) {
      throw new TestFileException(
          document.file(),
          line + 1,
          "Expected a test in block style, which can be updated, but found another");
    }
    return found.group(1);
  }

  /** The line behind the block that begins in a line and has at least that indent after it. */
  private int end(int first, int indent) {
    int end = first + 1;
    for (int line = first + 1; line < lines.size(); line++) {
      String text = lines.get(line);
      if (!text.isBlank()) {
        if (text.length() - text.stripLeading().length() < indent) {
          break;
        }
        end = line + 1;
      }
    }
    return end;
  }

  private static List<String> written(String prefix, ObjectNode expect) {
    String indent = " ".repeat(prefix.length());
    List<String> block = new ArrayList<>();
    block.add(prefix + "expect:");
    for (Map.Entry<String, JsonNode> member : expect.properties()) {
      block.addAll(member(indent + "  ", member.getKey(), member.getValue()));
    }
    return block;
  }

  // JSON is YAML, and unlike plain YAML it never means something else than it looks like.
  private static List<String> member(String indent, String name, JsonNode value) {
    String line = indent + name + ": " + onOneLine(value);
    if (line.length() <= WIDTH || !value.isContainerNode()) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>(List.of(indent + name + ":"));
    pretty(value).lines().forEach(each -> lines.add(indent + "  " + each));
    return lines;
  }

  private static String onOneLine(JsonNode value) {
    DefaultPrettyPrinter.NopIndenter none = DefaultPrettyPrinter.NopIndenter.instance;
    Separators separators =
        SEPARATORS.withObjectEntrySpacing(Spacing.AFTER).withArrayValueSpacing(Spacing.AFTER);
    return text(value, separators, none);
  }

  /** A value in several lines that end in {@code \n}. */
  static String pretty(JsonNode value) {
    return text(value, SEPARATORS, new DefaultIndenter("  ", "\n"));
  }

  private static String text(
      JsonNode value, Separators separators, DefaultPrettyPrinter.Indenter indenter) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return text(value, JSON.writer(printer));
  }

  private static String text(JsonNode value, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected JSON in memory to be writable", e);
    }
  }
}
