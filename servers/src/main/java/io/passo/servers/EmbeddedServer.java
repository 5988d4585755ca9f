package io.passo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A server that runs as a child process: what the three have in common. */
abstract class EmbeddedServer implements Server {
  private static final int PORT_ATTEMPTS = 3;

  private final String name;
  private final Path directory;
  private @Nullable ChildProcess process;

  EmbeddedServer(String name, Path directory) {
    this.name = name;
    this.directory = createDirectories(directory);
  }

  /** Chooses the ports that {@link #launch} uses from now on. */
  abstract void choosePorts();

  /** Makes what the server needs on disk, once. */
  abstract void prepare(Path directory);

  /** Starts the process; returns when it answers. */
  abstract ChildProcess launch(Path directory);

  /** Starts the server, with other ports if somebody took ours before the server did. */
  final void start() {
    prepare(directory);
    for (int attempt = 1; ; attempt++) {
      choosePorts();
      try {
        process = launch(directory);
        return;
      } catch (ServerException e) {
        if (attempt == PORT_ATTEMPTS || !logs("in use")) {
          throw e;
        }
      }
    }
  }

  private boolean logs(String text) {
    try {
      return Files.readString(log(directory), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  final Path log(Path serverDirectory) {
    return serverDirectory.resolveSibling(name + ".log");
  }

  static Path createDirectories(Path directory) {
    try {
      return Files.createDirectories(directory.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write to " + directory, e);
    }
  }

  private ChildProcess process() {
    if (process == null) {
      throw new IllegalStateException("Expected " + name + " to be started but it is not");
    }
    return process;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final OptionalLong pid() {
    return OptionalLong.of(process().pid());
  }

  @Override
  public final boolean isAlive() {
    return process().isAlive();
  }

  @Override
  public final void kill() {
    process().kill();
  }

  @Override
  public final void pause() {
    process().pause();
  }

  @Override
  public final void resume() {
    process().resume();
  }

  @Override
  public final synchronized void restart() {
    process().stop();
    process = launch(directory);
  }

  @Override
  public final void close() {
    if (process != null) {
      process.stop();
    }
  }
}
