package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.passo.asl.data.Entropy;
import java.util.UUID;

/** {@code States.UUID()}: a version 4 UUID. */
final class Uuid extends IntrinsicFunction {
  private static final long VERSION_MASK = 0xFFFFFFFFFFFF0FFFL;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0x3FFFFFFFFFFFFFFFL;
  private static final long VARIANT_2 = 0x8000000000000000L;

  Uuid() {
    super("States.UUID", 0, 0);
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  JsonNode apply(Arguments arguments, Entropy entropy) throws IntrinsicFailure {
    long high = (entropy.nextLong() & VERSION_MASK) | VERSION_4;
    long low = (entropy.nextLong() & VARIANT_MASK) | VARIANT_2;
    return TextNode.valueOf(new UUID(high, low).toString());
  }
}
