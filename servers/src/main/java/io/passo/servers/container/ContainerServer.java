package io.passo.servers.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.passo.servers.FreePorts;
import io.passo.servers.Server;
import io.passo.servers.ServerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;

/** A container that keeps its port on the host over a restart. */
abstract class ContainerServer implements Server {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final GenericContainer<?> container;
  private final int port;

  ContainerServer(String name, GenericContainer<?> container, int port) {
    this.name = name;
    this.container = container;
    this.port = port;
  }

  /**
   * Publishes the container's port at a fixed port of the host: Docker would choose another at each
   * start.
   */
  static int fixPort(GenericContainer<?> container, int containerPort) {
    int port = FreePorts.next();
    Consumer<CreateContainerCmd> publish =
        command -> {
          HostConfig host =
              command.getHostConfig() == null ? new HostConfig() : command.getHostConfig();
          command.withHostConfig(
              host.withPortBindings(
                  new PortBinding(
                      Ports.Binding.bindIpAndPort("127.0.0.1", port),
                      new ExposedPort(containerPort))));
        };
    container.withCreateContainerCmdModifier(publish);
    return port;
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  final int port() {
    return port;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public final boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public final void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public final void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public final void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public final void restart() {
    if (container.isRunning()) {
      docker().stopContainerCmd(container.getContainerId()).exec();
    }
    docker().startContainerCmd(container.getContainerId()).exec();
    awaitPort();
  }

  private void awaitPort() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!accepts()) {
      if (System.nanoTime() > deadline) {
        throw new ServerException(
            "Expected %s on port %d to answer within %s".formatted(name, port, LIMIT));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public final void close() {
    container.stop();
  }
}
