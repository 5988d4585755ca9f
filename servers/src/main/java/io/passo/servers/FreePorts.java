package io.passo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports of the loopback address that nobody listens on.
 *
 * <p>Test processes that run at the same time are each given a range of their own by the system
 * property {@value #FIRST}, outside of the range the system takes ports from: what one of them was
 * told, none of the others can be told before it is used.
 */
public final class FreePorts {
  private static final String FIRST = "test.ports.first";
  private static final int RANGE = 1_000;

  // Services bind seconds after they were given a port; until then the system gives it again.
  private static final int REMEMBERED = 256;
  private static final Set<Integer> GIVEN = new LinkedHashSet<>();
  // Two builds on one host have the same ranges, but seldom begin at the same place.
  private static final AtomicInteger GIVEN_OF_RANGE =
      new AtomicInteger((int) (ProcessHandle.current().pid() % RANGE));

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
    int first = Integer.getInteger(FIRST, 0);
    return first == 0 ? anyFree() : freeOf(first);
  }

  private static int freeOf(int first) {
    return IntStream.generate(() -> first + GIVEN_OF_RANGE.getAndIncrement() % RANGE)
        .limit(RANGE)
        .filter(FreePorts::isFree)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected a free port from "
                        + first
                        + " to "
                        + (first + RANGE - 1)
                        + " on the loopback address but found none"));
  }

  private static int anyFree() {
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
