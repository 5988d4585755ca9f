package io.passo.standalone.bench;

import io.passo.standalone.aws.Signer;
import java.io.IOException;
import java.net.URI;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Idle connections of one endpoint. */
final class Connections implements AutoCloseable {
  private final URI endpoint;
  private final Optional<Signer> signer;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param signer empty if requests need no signature
   */
  Connections(URI endpoint, Optional<Signer> signer) {
    this.endpoint = endpoint;
    this.signer = signer;
  }

  /** A request to be sent here. */
  Request request(String action, String body) {
    return new Request(endpoint, action, body, signer);
  }

  URI endpoint() {
    return endpoint;
  }

  /** Sends on an idle connection, or on a new one; a connection that failed is not used again. */
  Connection.Response send(Request request) throws IOException {
    Connection taken = idle.pollFirst();
    Connection connection = taken == null ? new Connection(endpoint) : taken;
    boolean usable = false;
    try {
      Connection.Response response = connection.send(request);
      usable = true;
      return response;
    } finally {
      if (usable) {
        idle.addFirst(connection);
      } else {
        connection.close();
      }
    }
  }

  @Override
  public void close() {
    idle.forEach(Connection::close);
  }
}
