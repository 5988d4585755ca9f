package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.Entropy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code States.Base64Encode(text)}: Base64 of its UTF-8 bytes, without line breaks. */
final class Base64Encode extends IntrinsicFunction {
  static final int MAX_LENGTH = 10_000;

  Base64Encode() {
    super("States.Base64Encode", 1, 1);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    byte[] bytes = arguments.text(0, MAX_LENGTH).getBytes(StandardCharsets.UTF_8);
    return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
  }
}
