package io.passo.standalone.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, which all commands share. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where state and logs are kept (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:PASSO_DATA:-.passo}")
  private Path data = Path.of(".passo");

  Path folder() {
    return data.toAbsolutePath().normalize();
  }
}
