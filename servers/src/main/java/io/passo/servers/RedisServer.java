package io.passo.servers;

/** One Redis server with an append-only file and without eviction. */
public interface RedisServer extends Server {
  /** {@code redis://host:port}. */
  String url();
}
