package io.passo.integration.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls of methods that the SDK generates, so that they are known to be there. */
final class Reflection {
  private Reflection() {}

  static Object callStatic(Class<?> type, String method) {
    try {
      return call(type.getMethod(method), null);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Expected a class of the AWS SDK but found " + type, e);
    }
  }

  /** Calls a method; throws what it throws. */
  @SuppressWarnings("NullAway") // a static method has no target
  static Object call(Method method, @Nullable Object target, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
