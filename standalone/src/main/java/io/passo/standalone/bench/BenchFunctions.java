package io.passo.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Functions that give back what they get, in languages that run in processes of their own. */
public final class BenchFunctions {
  private static final Map<String, Map<String, String>> CODE =
      Map.of(
          "bench-node",
          Map.of("index.mjs", "export const handler = async (event) => event;\n"),
          "bench-python",
          Map.of("index.py", "def handler(event, context):\n    return event\n"));

  private BenchFunctions() {}

  /**
   * Puts them into a folder of functions.
   *
   * @param processes of each, at most
   */
  public static void write(Path functions, int processes) {
    CODE.forEach(
        (name, files) -> {
          try {
            Path folder = Files.createDirectories(functions.resolve(name));
            for (Map.Entry<String, String> file : files.entrySet()) {
              Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
            Files.writeString(
                folder.resolve("function.properties"),
                "handler=index.handler\ntimeout=30\nconcurrency=" + processes + "\n");
          } catch (IOException e) {
            throw new UncheckedIOException("Functions not written to " + functions, e);
          }
        });
  }
}
