package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.Entropy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * {@code States.Hash(data, algorithm)}: lower-case hex; what is no string is hashed as its JSON
 * text.
 */
final class Hash extends IntrinsicFunction {
  private static final int MAX_LENGTH = 10_000;
  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  Hash() {
    super("States.Hash", 2, 2);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    JsonNode value = arguments.any(0);
    String data =
        Arguments.limited(
            value.isTextual() ? value.textValue() : arguments.jsonText(0), 0, MAX_LENGTH);
    byte[] digest = digest(arguments).digest(data.getBytes(StandardCharsets.UTF_8));
    return TextNode.valueOf(HexFormat.of().formatHex(digest));
  }

  private static MessageDigest digest(Arguments arguments) throws IntrinsicFailure {
    String algorithm = arguments.text(1);
    if (!ALGORITHMS.contains(algorithm)) {
      throw arguments.unexpected(1, "one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
    }
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected the Java runtime to have " + algorithm, e);
    }
  }
}
