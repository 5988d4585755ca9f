package io.passo.servers;

import java.nio.file.Path;

/** One Redis server with an append-only file and without eviction. */
public interface RedisServer extends Server {
  /**
   * Starts one without the other servers, as a child process.
   *
   * @param directory where it keeps its files; its log is beside it
   * @throws ServerException if it does not come up
   */
  static RedisServer start(Path directory) {
    EmbeddedRedis redis = new EmbeddedRedis(directory);
    redis.start();
    return redis;
  }

  /** {@code redis://host:port}. */
  String url();
}
