package io.passo.coordinator.api;

import io.passo.coordinator.definition.PageQuery;
import io.passo.coordinator.definition.PageQuery.Cursor;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of what an account has, in the order of creation; the cursor is {@code <millis>|<arn>}. */
@Singleton
public final class CreationOrder {
  private final PageTokens tokens;

  public CreationOrder(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** Fails with {@code InvalidToken} for a token of another list. */
  public Listing listing(String action, Request request, Call call) {
    String list = String.join("|", action, call.caller().account(), call.caller().region());
    String cursor = tokens.read(list, request.nextToken());
    int size = Page.size(request.maxResults());
    return new Listing(
        new PageQuery(
            call.caller().account(),
            call.caller().region(),
            cursor == null ? null : cursor(cursor),
            size + 1),
        size,
        list,
        tokens);
  }

  private static Cursor cursor(String text) {
    int bar = text.indexOf('|');
    return new Cursor(
        Instant.ofEpochMilli(Long.parseLong(text.substring(0, bar))), text.substring(bar + 1));
  }

  /** {@code maxResults} and {@code nextToken}. */
  public record Request(int maxResults, @Nullable String nextToken) {
    /** Reads both. */
    public static Request read(Members members) {
      return new Request(
          members.integer("maxResults", 0, 1000, 0),
          members.optional("nextToken", Text.PAGE_TOKEN));
    }
  }

  /** One call of a list action. */
  public record Listing(PageQuery query, int size, String list, PageTokens tokens) {
    /** The page of what was found for the query. */
    public <T> Page<T> page(List<T> found, Function<T, Instant> date, Function<T, String> arn) {
      return Page.of(
          found,
          size,
          last -> tokens.make(list, date.apply(last).toEpochMilli() + "|" + arn.apply(last)));
    }
  }
}
