package io.passo.standalone.system;

import java.nio.file.Path;
import java.util.List;

/**
 * A program of a JVM that is started from jars: a service or the broker.
 *
 * @param name for messages
 * @param jars folder below which its jars are
 * @param main what its command line has after the options of the JVM, up to its own arguments: the
 *     jars and the main class
 */
public record Program(String name, Path jars, List<String> main) {
  public Program {
    main = List.copyOf(main);
  }

  /** Where its ahead-of-time caches are: beside the folder of its jars. */
  Path caches() {
    return jars.resolveSibling("aot");
  }
}
