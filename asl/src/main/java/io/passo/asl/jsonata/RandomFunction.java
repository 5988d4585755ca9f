package io.passo.asl.jsonata;

import io.passo.asl.data.Entropy;
import java.util.List;

/** {@code $random([seed])}: from 0 (inclusive) to 1 (exclusive), the same for the same seed. */
final class RandomFunction extends OwnFunction {
  RandomFunction() {
    super("random", "<n?:n>", 1);
  }

  @Override
  Object apply(List<?> arguments) {
    Entropy entropy =
        argument(arguments, 0) instanceof Number seed
            ? new Entropy((long) Math.floor(seed.doubleValue()))
            : Run.current().entropy();
    return entropy.nextDouble();
  }
}
