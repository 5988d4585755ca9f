package io.passo.task.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is started for a function of a runtime: AWS's runtime interface client if the function
 * brings it (or, for Python, the machine has it), else a small one of ours.
 */
public final class RuntimeCommands {
  private static final String NODE_CLIENT = "node_modules/aws-lambda-ric/bin/index.mjs";
  private static final long LOOK_SECONDS = 10;

  private final Path folder;
  private @Nullable Boolean pythonClient;

  /**
   * Puts our clients into a folder.
   *
   * @throws IOException if it cannot be written to
   */
  public RuntimeCommands(Path folder) throws IOException {
    this.folder = folder;
    copy("bootstrap.mjs");
    copy("bootstrap.py");
  }

  private void copy(String resource) throws IOException {
    try (InputStream in = RuntimeCommands.class.getResourceAsStream("/runtimes/" + resource)) {
      if (in == null) {
        throw new IOException("Expected the resource " + resource + " but there is none");
      }
      Files.write(folder.resolve(resource), in.readAllBytes());
    }
  }

  /**
   * The command of a function.
   *
   * @param kind any but {@link RuntimeKind#JAVA}, which needs none
   * @param root folder of the code
   */
  public List<String> of(RuntimeKind kind, Path root, String handler) {
    return switch (kind) {
      case NODE ->
          Files.exists(root.resolve(NODE_CLIENT))
              ? List.of("node", root.resolve(NODE_CLIENT).toString(), handler)
              : List.of("node", folder.resolve("bootstrap.mjs").toString());
      case PYTHON ->
          Files.isDirectory(root.resolve("awslambdaric")) || hasPythonClient()
              ? List.of("python3", "-m", "awslambdaric", handler)
              : List.of("python3", folder.resolve("bootstrap.py").toString());
      case PROVIDED -> List.of(root.resolve("bootstrap").toString());
      case JAVA -> throw new IllegalArgumentException("Expected a runtime with a process");
    };
  }

  private synchronized boolean hasPythonClient() {
    if (pythonClient == null) {
      pythonClient = imports("awslambdaric");
    }
    return pythonClient;
  }

  private static boolean imports(String module) {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(LOOK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // No Python at all: calls will say so.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
