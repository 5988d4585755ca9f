package io.passo.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Json;
import io.passo.asl.path.Variables;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a JSONata expression can see (asl.md §3).
 *
 * @param input {@code $states.input}; parsed only if an expression looks into it
 * @param result {@code $states.result}; null where there is none
 * @param errorOutput {@code $states.errorOutput}; null where there is none
 * @param context gives {@code $states.context}; should keep what it made
 * @param variables what {@code $name} stands for
 * @param entropy for {@code $random}, {@code $uuid} and {@code $shuffle}
 * @param now what {@code $now} and {@code $millis} say
 */
public record JsonataScope(
    Json input,
    @Nullable Json result,
    @Nullable Json errorOutput,
    Supplier<JsonNode> context,
    Variables variables,
    Entropy entropy,
    Instant now) {

  /** The same with a {@code $states.result}. */
  public JsonataScope withResult(Json value) {
    return new JsonataScope(input, value, null, context, variables, entropy, now);
  }

  /** The same with a {@code $states.errorOutput}. */
  public JsonataScope withErrorOutput(Json value) {
    return new JsonataScope(input, null, value, context, variables, entropy, now);
  }
}
