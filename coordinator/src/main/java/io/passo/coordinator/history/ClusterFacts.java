package io.passo.coordinator.history;

import io.passo.coordinator.config.InvalidSettingException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/** What was decided when the cluster was made and must not change. */
public final class ClusterFacts {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String REMEMBER =
      "INSERT INTO cluster (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
  private static final String READ = "SELECT value FROM cluster WHERE name = $1";

  private final Pool pool;

  public ClusterFacts(Pool pool) {
    this.pool = pool;
  }

  /**
   * Remembers the number of partitions the first time.
   *
   * @throws InvalidSettingException if the cluster was made with another number
   */
  public void checkPartitions(int partitions) {
    String found = remember("partitions", Integer.toString(partitions));
    if (!found.equals(Integer.toString(partitions))) {
      throw new InvalidSettingException(
          "Expected PASSO_PARTITIONS to be %s, as when this cluster was made, but found %d"
              .formatted(found, partitions));
    }
  }

  private String remember(String name, String value) {
    return pool.preparedQuery(REMEMBER)
        .execute(Tuple.of(name, value))
        .chain(() -> pool.preparedQuery(READ).execute(Tuple.of(name)))
        .map(rows -> rows.iterator().next().getString(0))
        .await()
        .atMost(LIMIT);
  }
}
