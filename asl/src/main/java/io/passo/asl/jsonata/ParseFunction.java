package io.passo.asl.jsonata;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $parse(text)}: the value that JSON text stands for. */
final class ParseFunction extends OwnFunction {
  ParseFunction() {
    super("parse", "<s-:j>", 1);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String text)) {
      return null;
    }
    Run.current().charge(text.length() / 8);
    try {
      return Values.of(Json.parse(text).node());
    } catch (InvalidJsonException e) {
      throw new JsonataError("Expected JSON text but found: " + e.getMessage());
    }
  }
}
