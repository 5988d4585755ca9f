package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time, which is that of the event being decided. */
final class ClockFunctions {
  private ClockFunctions() {}

  /** {@code $now([picture[, timezone]])}. */
  static final class Now extends OwnFunction {
    Now() {
      super("now", "<s?s?:s>", 2);
    }

    @Override
    @Nullable Object apply(List<?> arguments) {
      return Functions.dateTimeFromMillis(
          Run.current().now().toEpochMilli(),
          (String) argument(arguments, 0),
          (String) argument(arguments, 1));
    }
  }

  /** {@code $millis()}. */
  static final class Millis extends OwnFunction {
    Millis() {
      super("millis", "<:n>", 0);
    }

    @Override
    Object apply(List<?> arguments) {
      return Run.current().now().toEpochMilli();
    }
  }
}
