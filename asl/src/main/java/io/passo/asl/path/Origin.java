package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a path starts. */
sealed interface Origin {
  /** What the path is applied to; null for a variable that is not assigned. */
  @Nullable JsonNode root(Scope scope);

  /** Characters of a path that name its origin. */
  int length();

  /** {@code $}. */
  record Input() implements Origin {
    @Override
    public JsonNode root(Scope scope) {
      return scope.input().node();
    }

    @Override
    public int length() {
      return 1;
    }
  }

  /** {@code $$}. */
  record Context() implements Origin {
    @Override
    public JsonNode root(Scope scope) {
      return scope.context().get();
    }

    @Override
    public int length() {
      return 2;
    }
  }

  /** {@code $name}. */
  record Variable(String name) implements Origin {
    @Override
    public @Nullable JsonNode root(Scope scope) {
      return scope.variables().get(name);
    }

    @Override
    public int length() {
      return 1 + name.length();
    }
  }

  /** The origin that {@code text} begins with; empty if it cannot be a path. */
  static Optional<Origin> of(String text) {
    if (!text.startsWith("$")) {
      return Optional.empty();
    }
    if (text.length() == 1 || text.charAt(1) == '.' || text.charAt(1) == '[') {
      return Optional.of(new Input());
    }
    if (text.charAt(1) == '$') {
      return Optional.of(new Context());
    }
    int end = endOfName(text);
    return end == 1 ? Optional.empty() : Optional.of(new Variable(text.substring(1, end)));
  }

  private static int endOfName(String text) {
    int end = 1;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (end == 1
          ? !Character.isUnicodeIdentifierStart(c)
          : !Character.isUnicodeIdentifierPart(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }
}
