package io.passo.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root: there it gets a user namespace of its own, where nobody is
 * root.
 */
final class PostgresUser {
  private PostgresUser() {}

  /** The start of a command line that runs {@code program} of PostgreSQL. */
  static List<String> command(String program) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      requireNamespaces();
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(PostgresBinaries.locate().resolve(Path.of("bin", program)).toString());
    return command;
  }

  private static void requireNamespaces() {
    try {
      Process process =
          new ProcessBuilder("unshare", "-U", "true").redirectErrorStream(true).start();
      if (process.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      throw refusal(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal(e);
    }
    throw refusal(null);
  }

  private static ServerException refusal(@org.jspecify.annotations.Nullable Exception cause) {
    String message =
        "PostgreSQL does not run as root, and `unshare -U` does not work here: run as another user";
    return cause == null ? new ServerException(message) : new ServerException(message, cause);
  }
}
