package io.passo.servers;

import java.nio.file.Path;

/** The JDK that runs this process, which runs its children, too. */
public final class Jdk {
  private Jdk() {}

  /** Path of one of its programs, for example {@code java}. */
  public static String program(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
