package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.MapRunLimits;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.model.DecimalSource;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.MapState;
import io.passo.asl.path.JsonPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers of a Map state: written down, at a path, or of an expression. */
final class MapNumbers {
  private final Json input;
  private final DataFlowSteps steps;

  /**
   * @param input what paths are read from
   */
  MapNumbers(Json input, DataFlowSteps steps) {
    this.input = input;
    this.steps = steps;
  }

  /** A whole number that is not negative; empty if the state has none. */
  Evaluation<Optional<Long>> whole(@Nullable IntegerSource source, String field) {
    return whole(source, field, field);
  }

  /** A limit of {@code ItemBatcher}, at least 1; empty if it has none. */
  Evaluation<Optional<Long>> ofBatcher(@Nullable IntegerSource source, String field) {
    String location = "ItemBatcher/" + field;
    return whole(source, field, location)
        .flatMap(
            value ->
                value.isEmpty() || value.get() > 0
                    ? Evaluation.value(value)
                    : notPositive(source, field, location));
  }

  private static Evaluation<Optional<Long>> notPositive(
      @Nullable IntegerSource source, String field, String location) {
    String cause = "field " + field + " must be positive";
    return source instanceof IntegerSource.FromJsonata
        ? JsonataFields.failed(location, cause)
        : Evaluation.failed(ErrorName.RUNTIME, cause);
  }

  /**
   * As {@link #whole(IntegerSource, String)}.
   *
   * @param location where an expression stands
   */
  private Evaluation<Optional<Long>> whole(
      @Nullable IntegerSource source, String field, String location) {
    return switch (source) {
      case null -> Evaluation.value(Optional.empty());
      case IntegerSource.Fixed(long value) -> Evaluation.value(Optional.of(value));
      case IntegerSource.FromPath(JsonPath path) ->
          path.select(steps.scope(input)).flatMap(node -> whole(node, field, path));
      case IntegerSource.FromJsonata(JsonataExpression expression) ->
          JsonataFields.integer(expression, location, steps.states()).map(Optional::of);
    };
  }

  private static Evaluation<Optional<Long>> whole(JsonNode node, String field, JsonPath path) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return Evaluation.failed(ErrorName.RUNTIME, refers(field, node, "integer", path));
    }
    return node.longValue() < 0
        ? Evaluation.failed(ErrorName.RUNTIME, field + " cannot be negative.")
        : Evaluation.value(Optional.of(node.longValue()));
  }

  /** {@code MaxItems} of a reader; 0 = all. */
  Evaluation<Long> maxItems(@Nullable IntegerSource source) {
    return switch (source) {
      case null -> Evaluation.value(0L);
      case IntegerSource.Fixed(long value) -> Evaluation.value(value);
      case IntegerSource.FromPath(JsonPath path) ->
          path.select(steps.scope(input)).flatMap(node -> maxItems(node, path));
      case IntegerSource.FromJsonata(JsonataExpression expression) ->
          JsonataFields.integer(expression, "ItemReader/ReaderConfig/MaxItems", steps.states())
              .flatMap(MapNumbers::positive);
    };
  }

  private static Evaluation<Long> maxItems(JsonNode node, JsonPath path) {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? positive(node.longValue())
        : Evaluation.failed(ErrorName.RUNTIME, refers("MaxItems", node, "integer", path));
  }

  private static Evaluation<Long> positive(long most) {
    return most < 0
        ? Evaluation.failed(ErrorName.ITEM_READER_FAILED, "field MaxItems must be positive")
        : Evaluation.value(most);
  }

  /** How many failures a Map bears, and how much may run at once, which was evaluated before. */
  Evaluation<MapRunLimits> limits(MapState state, long maxConcurrency) {
    return whole(state.toleratedFailureCount(), "ToleratedFailureCount")
        .flatMap(
            count ->
                percentage(state.toleratedFailurePercentage(), "ToleratedFailurePercentage")
                    .map(
                        percentage ->
                            new MapRunLimits(
                                maxConcurrency, count.orElse(null), percentage.orElse(null))));
  }

  /** A number from 0 to 100; empty if the state has none. */
  Evaluation<Optional<Double>> percentage(@Nullable DecimalSource source, String field) {
    return switch (source) {
      case null -> Evaluation.value(Optional.empty());
      case DecimalSource.Fixed(double value) -> Evaluation.value(Optional.of(value));
      case DecimalSource.FromPath(JsonPath path) ->
          path.select(steps.scope(input)).flatMap(node -> percentage(node, field, path));
      case DecimalSource.FromJsonata(JsonataExpression expression) ->
          JsonataFields.typed(expression, field, "number", JsonNode::isNumber, steps.states())
              .flatMap(node -> percentage(node.doubleValue(), field));
    };
  }

  private static Evaluation<Optional<Double>> percentage(
      JsonNode node, String field, JsonPath path) {
    if (!node.isNumber()) {
      return Evaluation.failed(ErrorName.RUNTIME, refers(field, node, "float", path));
    }
    double value = node.doubleValue();
    return isPercentage(value)
        ? Evaluation.value(Optional.of(value))
        : Evaluation.failed(ErrorName.RUNTIME, field + " must be between 0 and 100.");
  }

  private static Evaluation<Optional<Double>> percentage(double value, String field) {
    return isPercentage(value)
        ? Evaluation.value(Optional.of(value))
        : JsonataFields.failed(
            field, "The " + field + " field must be between 0 and 100 but was: " + value);
  }

  private static boolean isPercentage(double value) {
    return value >= 0 && value <= 100;
  }

  // Observed: the value stands in quotes, whatever it is.
  private static String refers(String field, JsonNode node, String type, JsonPath path) {
    return "The %sPath field refers to value \"%s\" which is not a valid %s: %s"
        .formatted(field, node.isTextual() ? node.textValue() : node, type, path.text());
  }
}
