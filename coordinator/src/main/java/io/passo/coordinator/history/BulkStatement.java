package io.passo.coordinator.history;

import io.vertx.sqlclient.Tuple;

/**
 * A statement over many rows.
 *
 * @param sql takes one array per column
 * @param values the arrays
 */
record BulkStatement(String sql, Tuple values) {}
