package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $string(value[, prettify])}. */
final class StringFunction extends OwnFunction {
  StringFunction() {
    super("string", "<x-b?:s>", 2);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object value = arguments.getFirst();
    Run run = Run.current();
    long weight = run.weigh(value);
    run.check(weight);
    run.charge(weight / 2);
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw new JsonataError("D3001", "Attempting to invoke string function on Infinity or NaN");
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return whole(BigDecimal.valueOf(number).stripTrailingZeros());
    }
    return Functions.string(value, argument(arguments, 1) instanceof Boolean pretty && pretty);
  }

  /** A whole number as JavaScript writes it: with an exponent from 10^21 on. */
  private static String whole(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    return exponent < 21
        ? number.toPlainString()
        : number.movePointLeft(exponent).toPlainString() + "e+" + exponent;
  }
}
