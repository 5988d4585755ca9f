package io.passo.coordinator.boot;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.history.ClusterFacts;
import io.passo.coordinator.history.PostgresCheck;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** PostgreSQL with the newest schema, made for this number of partitions. */
@Singleton
final class PostgresDependency implements Dependency {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Flyway flyway;
  private final Pool pool;
  private final PassoConfig config;

  PostgresDependency(Flyway flyway, Pool pool, PassoConfig config) {
    this.flyway = flyway;
    this.pool = pool;
    this.config = config;
  }

  @Override
  public String name() {
    return "postgresql";
  }

  /** Migrates under Flyway's lock: several instances may start at once. */
  @Override
  public void prepare() {
    probe();
    flyway.migrate();
    new ClusterFacts(pool).checkPartitions(config.partitions());
    SettingProblems.settle(config.profile(), new PostgresCheck(pool).run());
  }

  /** Its wall clock in milliseconds since the epoch. */
  long clock() {
    return pool.query("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        .execute()
        .await()
        .atMost(LIMIT)
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public void probe() {
    pool.query("SELECT 1").execute().await().atMost(LIMIT);
  }
}
