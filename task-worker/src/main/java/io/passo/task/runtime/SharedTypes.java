package io.passo.task.runtime;

import com.amazonaws.services.lambda.runtime.RequestHandler;

/**
 * Parent of every function's class loader: the JDK and the interfaces that functions implement,
 * nothing else of this service.
 */
final class SharedTypes extends ClassLoader {
  private static final String LAMBDA = "com.amazonaws.services.lambda.runtime.";

  static {
    registerAsParallelCapable();
  }

  SharedTypes() {
    super("functions", ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(LAMBDA)) {
      return Class.forName(name, false, RequestHandler.class.getClassLoader());
    }
    throw new ClassNotFoundException(name);
  }
}
