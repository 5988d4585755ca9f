package io.passo.standalone.cli;

import picocli.CommandLine.Option;

/** {@code -o}, which all commands with a result share. */
final class OutputOption {
  /** How a result is printed. */
  enum Format {
    TABLE,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table or json (default: table).",
      defaultValue = "table")
  private Format format = Format.TABLE;

  boolean json() {
    return format == Format.JSON;
  }
}
