package io.passo.standalone.system;

import java.nio.file.Path;

/** Starts a system with its data in the folder given, and waits for ever. */
final class StartSystemMain {
  private StartSystemMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    PassoSystem.start(SystemOptions.forTests(Path.of(arguments[0])));
    Thread.currentThread().join();
  }
}
