package io.passo.it.support;

import io.passo.servers.Folders;
import io.passo.servers.Server;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How whole systems begin and end in tests: both take most of a minute if nobody hurries. */
public final class Systems {
  // Each fork has a folder of its own: the pom names it.
  private static final Path DATA =
      Path.of("target", System.getProperty("test.system", "shared-system")).toAbsolutePath();

  private Systems() {}

  /**
   * One system for all test classes of this JVM that need nothing special, started at the first
   * call: two coordinators, one task-worker and one of the integration-adapters, without
   * authentication. It ends with this JVM: do not close it.
   *
   * <p>A class that uses it gives its state machines and activities names that no other has, counts
   * only what it made, and leaves every service running. What needs other settings, or an account
   * that nobody else uses, starts a system of its own.
   */
  public static PassoSystem shared() {
    return Shared.SYSTEM;
  }

  /** Ends a system whose data nobody wants any more: at once, whatever its services still do. */
  public static void discard(PassoSystem system) {
    Stream.of(system.coordinators(), system.workers(), system.adapters())
        .flatMap(List::stream)
        .forEach(Service::kill);
    Stream.of(system.servers().kafka(), system.servers().redis(), system.servers().postgres())
        .forEach(Server::kill);
    system.close();
  }

  private static PassoSystem start() {
    Folders.delete(DATA);
    PassoSystem system = PassoSystem.start(SystemOptions.forTests(DATA).withCoordinators(2));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(system), "shared-system"));
    return system;
  }

  private static final class Shared {
    private static final PassoSystem SYSTEM = start();
  }
}
