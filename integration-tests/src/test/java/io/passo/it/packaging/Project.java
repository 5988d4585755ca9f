package io.passo.it.packaging;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project. */
final class Project {
  private Project() {}

  /** A path below the project's root, which the build names by {@code passo.root}. */
  static Path path(String relative) {
    Path path = Path.of(System.getProperty("passo.root", "..")).resolve(relative).normalize();
    if (!Files.exists(path)) {
      throw new IllegalStateException(
          "Expected a file of the project at " + path + " but found none");
    }
    return path;
  }
}
