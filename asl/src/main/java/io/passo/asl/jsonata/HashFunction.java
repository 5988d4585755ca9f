package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $hash(text, algorithm)}: lower-case hex. */
final class HashFunction extends OwnFunction {
  HashFunction() {
    super("hash", "<s-s:s>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String text)
        || !(argument(arguments, 1) instanceof String algorithm)) {
      return null;
    }
    Run.current().charge(text.length() / 4);
    return Intrinsics.call(
        "States.Hash", List.of(TextNode.valueOf(text), TextNode.valueOf(algorithm)));
  }
}
