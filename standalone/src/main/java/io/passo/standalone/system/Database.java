package io.passo.standalone.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The PostgreSQL of a system on this host. */
public final class Database {
  private static final String USER = "passo";

  private Database() {}

  /**
   * A connection as the coordinators have one.
   *
   * @throws SystemException if there is none to be had
   */
  public static Connection connect(SystemStatus system) {
    try {
      return DriverManager.getConnection(
          "jdbc:" + system.databaseUrl(), USER, Secrets.of(Path.of(system.data())).database());
    } catch (SQLException e) {
      throw new SystemException(
          "Expected a connection to %s but %s".formatted(system.databaseUrl(), e.getMessage()), e);
    }
  }
}
