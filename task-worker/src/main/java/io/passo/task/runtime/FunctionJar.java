package io.passo.task.runtime;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.worker.PayloadJson;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A jar or folder with functions, in a class loader of its own. */
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
    this(path, List.of(path));
  }

  /** Opens the classes of several jars and folders. */
  private FunctionJar(Path path, List<Path> classPath) throws IOException {
    this.path = path;
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    loader = new URLClassLoader(path.getFileName().toString(), urls, new SharedTypes());
  }

  /** Opens a folder as Lambda lays Java functions out: classes, and jars in it and in lib. */
  public static FunctionJar ofFolder(Path folder) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(folder);
    for (Path jars : List.of(folder, folder.resolve("lib"))) {
      if (Files.isDirectory(jars)) {
        try (Stream<Path> files = Files.list(jars)) {
          files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
        }
      }
    }
    return new FunctionJar(folder, classPath);
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
