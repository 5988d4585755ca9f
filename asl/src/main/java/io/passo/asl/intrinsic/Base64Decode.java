package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.Entropy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code States.Base64Decode(text)}: the UTF-8 text that was encoded. */
final class Base64Decode extends IntrinsicFunction {

  Base64Decode() {
    super("States.Base64Decode", 1, 1);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    String text = arguments.text(0, Base64Encode.MAX_LENGTH);
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      throw arguments.unexpected(0, "Base64 text");
    }
  }
}
