package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Jsonata.JFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function with a {@link Signature}. */
abstract class CheckedFunction extends JFunction {
  private final Signature checked;

  /**
   * @param name without {@code $}
   * @param signature in the notation of the language
   * @param type class that has the method
   * @param method name of it
   */
  CheckedFunction(String name, String signature, Class<?> type, String method) {
    super(name, signature, type, null, method);
    this.checked = Signature.of(name, signature);
  }

  @Override
  public @Nullable Object validate(Object arguments, @Nullable Object context) {
    return arguments instanceof List<?> list
        ? checked.validate(list, context)
        : super.validate(arguments, context);
  }
}
