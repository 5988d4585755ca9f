package io.passo.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $uuid()}: a version 4 UUID. */
final class UuidFunction extends OwnFunction {
  UuidFunction() {
    super("uuid", "<:s>", 0);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    return Intrinsics.call("States.UUID", List.of());
  }
}
