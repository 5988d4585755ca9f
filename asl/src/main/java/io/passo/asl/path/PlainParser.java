package io.passo.asl.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises paths that name one node by members and indexes: {@code .name}, {@code ['name']},
 * {@code ["name"]}, {@code [n]}. Everything else is left to Jayway.
 */
final class PlainParser {
  private static final String NOT_IN_NAMES = " \t\r\n()*?@,:'\"[]{}";

  private final String text;
  private final List<Segment> segments = new ArrayList<>();
  private int position;

  private PlainParser(String text, int start) {
    this.text = text;
    this.position = start;
  }

  /** The segments behind position {@code start}; empty if the text is anything but plain. */
  static Optional<List<Segment>> parse(String text, int start) {
    PlainParser parser = new PlainParser(text, start);
    while (parser.position < text.length()) {
      boolean read = text.charAt(parser.position) == '.' ? parser.name() : parser.bracket();
      if (!read) {
        return Optional.empty();
      }
    }
    return Optional.of(parser.segments);
  }

  private boolean name() {
    int start = ++position;
    while (position < text.length()
        && text.charAt(position) != '.'
        && text.charAt(position) != '[') {
      if (NOT_IN_NAMES.indexOf(text.charAt(position)) >= 0) {
        return false;
      }
      position++;
    }
    return position > start && segments.add(new Segment.Member(text.substring(start, position)));
  }

  private boolean bracket() {
    if (text.charAt(position) != '[' || position + 1 >= text.length()) {
      return false;
    }
    char first = text.charAt(++position);
    return (first == '\'' || first == '"') ? quoted(first) : index();
  }

  private boolean quoted(char quote) {
    StringBuilder name = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        position = i + 1;
        return closed() && segments.add(new Segment.Member(name.toString()));
      }
      if (c == '\\' && i + 1 < text.length() && isEscapable(text.charAt(i + 1), quote)) {
        c = text.charAt(++i);
      }
      name.append(c);
    }
    return false;
  }

  /**
   * A backslash before anything else stands for itself (observed: {@code $['Test\""Name"']} names
   * {@code Test\""Name"}).
   */
  private static boolean isEscapable(char c, char quote) {
    return c == quote || c == '\\';
  }

  private boolean index() {
    int end = text.indexOf(']', position);
    if (end < 0) {
      return false;
    }
    try {
      segments.add(new Segment.Index(Integer.parseInt(text, position, end, 10)));
    } catch (NumberFormatException notAnIndex) {
      return false;
    }
    position = end;
    return closed();
  }

  private boolean closed() {
    if (position >= text.length() || text.charAt(position) != ']') {
      return false;
    }
    position++;
    return true;
  }
}
