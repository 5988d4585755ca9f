package io.passo.coordinator.api.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes elements of a response. */
final class Xml {
  private final StringBuilder text;

  Xml() {
    this.text = new StringBuilder(512);
  }

  /** An element with text; nothing if it is null. */
  Xml text(String name, @Nullable String value) {
    if (value != null) {
      open(name);
      escape(value);
      close(name);
    }
    return this;
  }

  Xml number(String name, long value) {
    return text(name, String.valueOf(value));
  }

  Xml flag(String name, boolean value) {
    return text(name, String.valueOf(value));
  }

  /** A time in whole seconds, as the protocol has it. */
  Xml time(String name, Instant value) {
    return text(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** An element with others inside. */
  Xml element(String name, Runnable inside) {
    open(name);
    inside.run();
    return close(name);
  }

  /** A list: one {@code member} for each value. */
  <T> Xml list(String name, Iterable<T> values, BiConsumer<Xml, T> member) {
    return element(
        name, () -> values.forEach(value -> element("member", () -> member.accept(this, value))));
  }

  /** A list of texts. */
  Xml texts(String name, Iterable<String> values) {
    return element(name, () -> values.forEach(value -> text("member", value)));
  }

  Xml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  Xml open(String name, String namespace) {
    text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  Xml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  private void escape(String value) {
    for (int n = 0; n < value.length(); n++) {
      char c = value.charAt(n);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> append(c);
      }
    }
  }

  // XML has no way to write the other control characters.
  private void append(char c) {
    if (c >= ' ') {
      text.append(c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      text.append("&#").append((int) c).append(';');
    } else {
      text.append('\uFFFD');
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
