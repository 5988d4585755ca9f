package io.passo.asl.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of the language that is ours: added by the service, or safer than the library's. */
abstract class OwnFunction extends CheckedFunction {
  private final String name;
  private final int arguments;

  /**
   * @param name without {@code $}
   * @param signature in the library's notation
   * @param arguments most arguments it takes
   */
  OwnFunction(String name, String signature, int arguments) {
    // The method is only looked at for partial application; call() is what runs.
    super(name, signature, OwnFunction.class, "toString");
    this.name = name;
    this.arguments = arguments;
  }

  /** Name without {@code $}. */
  final String name() {
    return name;
  }

  /**
   * @param arguments as the signature lets them through; fewer at the end if they are optional
   * @return null = undefined
   */
  abstract @Nullable Object apply(List<?> arguments);

  @Override
  @SuppressWarnings("rawtypes") // So does the library.
  public @Nullable Object call(@Nullable Object input, List args) {
    return apply(args);
  }

  @Override
  public int getNumberOfArgs() {
    return arguments;
  }

  /** Argument {@code index}; null if it was not given, or is undefined. */
  static @Nullable Object argument(List<?> arguments, int index) {
    return index < arguments.size() ? arguments.get(index) : null;
  }
}
