package io.passo.asl.interpreter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That an execution was redriven.
 *
 * @param count how often; 1 after the first time
 * @param date when, the last time
 * @param tokens client tokens of the last redrives with their dates, oldest first
 */
public record Redriven(int count, Instant date, Map<String, Instant> tokens) {
  private static final int TOKENS = 10;
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  public Redriven {
    date = date.truncatedTo(ChronoUnit.MILLIS);
    tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
    if (count < 1) {
      throw new IllegalArgumentException("Expected a redrive count >= 1 but was " + count);
    }
  }

  /** From what {@link #tokensAsJson} gave. */
  public static Redriven of(int count, Instant date, Json tokens) {
    Map<String, Instant> read = new LinkedHashMap<>();
    tokens
        .node()
        .properties()
        .forEach(
            token -> read.put(token.getKey(), Instant.ofEpochMilli(token.getValue().longValue())));
    return new Redriven(count, date, read);
  }

  /**
   * One redrive more.
   *
   * @param before the redrives so far, null if there was none
   * @param token client token, null if none was given
   */
  public static Redriven next(@Nullable Redriven before, @Nullable String token, Instant now) {
    Map<String, Instant> tokens = new LinkedHashMap<>();
    if (before != null) {
      tokens.putAll(before.tokens());
      tokens.values().removeIf(date -> isOver(date, now));
    }
    if (token != null) {
      tokens.put(token, now.truncatedTo(ChronoUnit.MILLIS));
      if (tokens.size() > TOKENS) {
        tokens.remove(tokens.keySet().iterator().next());
      }
    }
    return new Redriven(before == null ? 1 : before.count() + 1, now, tokens);
  }

  /** Date of the redrive that this client token asked for, if that is still remembered. */
  public Optional<Instant> dateOf(@Nullable String token, Instant now) {
    return token == null
        ? Optional.empty()
        : Optional.ofNullable(tokens.get(token)).filter(date -> !isOver(date, now));
  }

  /** An object: token to milliseconds since the epoch. */
  public Json tokensAsJson() {
    ObjectNode object = Json.object();
    tokens.forEach((token, date) -> object.put(token, date.toEpochMilli()));
    return Json.of(object);
  }

  private static boolean isOver(Instant date, Instant now) {
    return date.plus(TOKEN_LIFE).isBefore(now);
  }
}
