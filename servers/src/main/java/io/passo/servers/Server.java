package io.passo.servers;

import java.util.OptionalLong;

/**
 * A running server that a test may crash, pause and start again. It keeps its port and its data
 * over {@link #kill()} and {@link #restart()}.
 */
public interface Server extends AutoCloseable {
  /** {@code kafka}, {@code postgres} or {@code redis}. */
  String name();

  /** Process id of the server itself, empty when it runs in a container. */
  OptionalLong pid();

  boolean isAlive();

  /** Ends the server as a crash would (SIGKILL); returns when it is gone. */
  void kill();

  /** Stops the server in its tracks (SIGSTOP) until {@link #resume()}. */
  void pause();

  /** Lets a paused server go on. */
  void resume();

  /**
   * Starts the server again on the same port and data, stopping it first if it is alive; returns
   * when it answers.
   *
   * @throws ServerException if it does not come up
   */
  void restart();

  /** Stops the server in an orderly way. Does nothing if it is gone already. */
  @Override
  void close();
}
