package io.passo.servers.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards TCP connections to a port of this host: at once, late, or not at all while both ends
 * believe that the connection is fine.
 *
 * <p>It listens from the start, and connects once it is told where to: what a server has to know of
 * it is known before the server starts.
 */
public final class TcpProxy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TcpProxy.class.getName());

  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Conditions conditions = new Conditions();
  private final Framing framing;
  private final ServerSocket listener;
  private volatile int target = -1;

  private TcpProxy(Framing framing) {
    this.framing = framing;
    try {
      this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().name("proxy-" + port()).daemon().start(this::accept);
  }

  /** For any protocol. */
  public static TcpProxy plain() {
    return new TcpProxy(Framing.NONE);
  }

  /** For Kafka's, so that requests can be told from each other: see {@link #deafen}. */
  public static TcpProxy kafka() {
    return new TcpProxy(Framing.KAFKA);
  }

  /** Where it listens, on the loopback address. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on connections lead to this port. */
  public void connectTo(int port) {
    target = port;
  }

  /**
   * What is forwarded from now on arrives later, both ways, in order.
   *
   * @param least shortest delay
   * @param most longest delay; zero for none
   */
  public void delay(Duration least, Duration most) {
    conditions.delay(least, most);
  }

  /** Nothing passes any more, on old connections and new ones; both ends see them open. */
  public void stall() {
    conditions.stall(true);
    links.forEach(link -> link.stall(true));
  }

  /** Everything passes again, also what was sent meanwhile. */
  public void resume() {
    conditions.stall(false);
    conditions.deafen(Set.of());
    links.forEach(link -> link.stall(false));
  }

  /**
   * New connections pass; those that are stalled stay half-open until an end gives up.
   *
   * @return how many there are
   */
  public int leaveHalfOpen() {
    conditions.stall(false);
    return links.size();
  }

  /**
   * A connection on which one of these requests is sent passes nothing from then on; others are not
   * harmed.
   *
   * @param kafkaApiKeys numbers of Kafka's requests
   */
  public void deafen(Set<Short> kafkaApiKeys) {
    if (framing != Framing.KAFKA) {
      throw new IllegalStateException("Expected a proxy that knows Kafka's protocol");
    }
    conditions.deafen(kafkaApiKeys);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "No connection: {0}", e.getMessage());
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException | IllegalArgumentException e) {
      client.close();
      return;
    }
    Link link = new Link(client, server, framing, conditions, links::remove);
    links.add(link);
    link.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::close);
  }
}
