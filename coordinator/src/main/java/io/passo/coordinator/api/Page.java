package io.passo.coordinator.api;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextToken null on the last page
 */
public record Page<T>(List<T> entries, @Nullable String nextToken) {
  private static final int DEFAULT_SIZE = 100;

  public Page {
    entries = List.copyOf(entries);
  }

  /** How many entries {@code maxResults} means; 0 is the default. */
  public static int size(int maxResults) {
    return maxResults == 0 ? DEFAULT_SIZE : maxResults;
  }

  /**
   * Cuts one entry more than asked for down to the page.
   *
   * @param found up to {@code size + 1} entries
   * @param token makes the token that continues after an entry
   */
  public static <T> Page<T> of(List<T> found, int size, Function<T, String> token) {
    if (found.size() <= size) {
      return new Page<>(found, null);
    }
    List<T> page = found.subList(0, size);
    return new Page<>(page, token.apply(page.getLast()));
  }
}
