package io.passo.servers.container;

import io.passo.servers.PostgresServer;
import io.passo.servers.ServersConfig;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL of the official image. */
final class PostgresInContainer extends ContainerServer implements PostgresServer {
  private final String password;

  private PostgresInContainer(PostgreSQLContainer container, int port) {
    super("postgres", container, port);
    this.password = container.getPassword();
  }

  static PostgresServer start(ServersConfig config) {
    PostgreSQLContainer container = new PostgreSQLContainer(Images.postgres());
    container.withDatabaseName("passo").withUsername("passo").withPassword(config.password());
    int port = fixPort(container, PostgreSQLContainer.POSTGRESQL_PORT);
    container.start();
    return new PostgresInContainer(container, port);
  }

  @Override
  public String url() {
    return "postgresql://127.0.0.1:" + port() + "/passo";
  }

  @Override
  public String username() {
    return "passo";
  }

  @Override
  public String password() {
    return password;
  }
}
