package io.passo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;

/** Ports of the loopback address that nobody listens on. */
public final class FreePorts {
  // Services bind seconds after they were given a port; until then the system gives it again.
  private static final int REMEMBERED = 256;
  private static final Set<Integer> GIVEN = new LinkedHashSet<>();

  private FreePorts() {}

  /**
   * A free port that this process was not given lately. Another process may take it before it is
   * used: callers try again with another one.
   */
  public static synchronized int next() {
    int port = free();
    while (!GIVEN.add(port)) {
      port = free();
    }
    if (GIVEN.size() > REMEMBERED) {
      GIVEN.remove(GIVEN.iterator().next());
    }
    return port;
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected a free port on the loopback address but found none", e);
    }
  }

  /** True if nobody listens on {@code port} now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
