package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Json;
import java.util.function.Supplier;

/**
 * What an expression can see.
 *
 * @param input what {@code $} stands for; parsed only if a path looks into it
 * @param context gives the context object ({@code $$}); asked by each expression that needs it, so
 *     it should keep what it made
 * @param variables what {@code $name} stands for
 * @param entropy for {@code States.UUID} and {@code States.MathRandom}
 */
public record Scope(Json input, Supplier<JsonNode> context, Variables variables, Entropy entropy) {
  /** The same with another {@code $}. */
  public Scope withInput(Json other) {
    return new Scope(other, context, variables, entropy);
  }
}
