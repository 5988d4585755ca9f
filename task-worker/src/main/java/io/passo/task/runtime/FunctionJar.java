package io.passo.task.runtime;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.worker.PayloadJson;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** A jar with functions, in a class loader of its own. */
public final class FunctionJar {
  private final Path path;
  private final URLClassLoader loader;
  // Of this jar alone: a mapper remembers classes, which would outlive their jar.
  private final JsonMapper mapper =
      PayloadJson.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Opens a jar; classes are loaded when they are asked for. */
  public FunctionJar(Path path) throws IOException {
    this.path = path;
    loader =
        new URLClassLoader(
            path.getFileName().toString(), new URL[] {path.toUri().toURL()}, new SharedTypes());
  }

  /**
   * The function of a class.
   *
   * @param name name of the function
   * @param handler class name, optionally followed by {@code ::handleRequest}
   * @throws UnusableFunctionException if there is no such class or it is no function
   */
  public HostedFunction function(String name, String handler) throws UnusableFunctionException {
    int method = handler.indexOf("::");
    if (method >= 0 && !handler.substring(method).equals("::handleRequest")) {
      throw new UnusableFunctionException(
          "Expected handler '" + handler + "' to name a class or a class and ::handleRequest");
    }
    String className = method < 0 ? handler : handler.substring(0, method);
    try {
      return new JavaFunction(name, Class.forName(className, false, loader), mapper);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new UnusableFunctionException(
          "Expected class '" + className + "' in " + path.getFileName() + " but found " + e, e);
    }
  }
}
