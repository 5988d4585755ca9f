package io.passo.servers;

/**
 * What happens to acknowledged data when the host itself goes down. A killed server process never
 * loses any.
 */
public enum Durability {
  /** Nothing is synced to disk: for tests. */
  FAST,
  /** PostgreSQL syncs each commit; for an installation that is kept. */
  DURABLE
}
