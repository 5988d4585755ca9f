package io.passo.it.support;

import io.passo.standalone.demo.Example;
import java.nio.file.Path;
import java.util.List;

/** The examples of the project. */
public final class Examples {
  private Examples() {}

  /** All of them. */
  public static List<Example> all() {
    return Example.all(Path.of(System.getProperty("passo.root", "..")).resolve("examples"));
  }

  /** The one of that name. */
  public static Example named(String name) {
    return all().stream()
        .filter(example -> example.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Expected an example named " + name));
  }
}
