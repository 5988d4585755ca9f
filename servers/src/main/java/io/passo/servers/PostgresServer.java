package io.passo.servers;

/** One PostgreSQL server with an empty database {@code passo}. */
public interface PostgresServer extends Server {
  /** {@code postgresql://host:port/passo}, as {@code DATABASE_URL} wants it. */
  String url();

  /** {@code jdbc:postgresql://host:port/passo}. */
  default String jdbcUrl() {
    return "jdbc:" + url();
  }

  String username();

  String password();
}
