package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.cli.Passo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code passo test} in a folder of its own. */
final class Cli {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  Cli(Path folder) {
    this.folder = folder;
  }

  /** A file with this text. */
  Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Runs the command on the folder; its exit code. */
  int test(String... options) {
    List<String> arguments = new ArrayList<>(List.of("test", folder.toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  /** Runs a command. */
  int run(String... arguments) {
    return Passo.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  JsonNode json() {
    try {
      return JSON.readTree(out());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
