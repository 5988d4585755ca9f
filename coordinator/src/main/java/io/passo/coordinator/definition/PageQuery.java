package io.passo.coordinator.definition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of what an account has in a region, in the order of creation.
 *
 * @param after last entry of the page before, null for the first page
 * @param limit at most this many
 */
public record PageQuery(String account, String region, @Nullable Cursor after, int limit) {
  /** Where a page ended: creation date and, among equal ones, the ARN. */
  public record Cursor(Instant creationDate, String arn) {}
}
