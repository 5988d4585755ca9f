package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Looks on while a state is tested by itself (TestState, api.md §12): what the data was between the
 * steps, and which Retrier or Catcher was for the error. Belongs to one test; not safe for
 * concurrent use.
 */
public final class Inspection {
  private final JsonNode context;
  private final Map<Step, Json> seen = new EnumMap<>(Step.class);
  private OptionalInt retryIndex = OptionalInt.empty();
  private OptionalInt catchIndex = OptionalInt.empty();
  private @Nullable Failure retried;
  private @Nullable Failure caught;

  /**
   * @param context context object that the state sees
   */
  public Inspection(JsonNode context) {
    this.context = context;
  }

  JsonNode context() {
    return context;
  }

  /** The data after a step; empty if the state did not come that far, or has no such step. */
  public Optional<Json> after(Step step) {
    return Optional.ofNullable(seen.get(step));
  }

  /** The Retrier that the error matched, used up or not. */
  public OptionalInt retryIndex() {
    return retryIndex;
  }

  /** The Catcher that took the error. */
  public OptionalInt catchIndex() {
    return catchIndex;
  }

  /** The error that a Retrier matched; null if none did. */
  @Nullable Failure retried() {
    return retried;
  }

  /** The error that a Catcher took; null if none did. */
  @Nullable Failure caught() {
    return caught;
  }

  void put(Step step, Json value) {
    seen.put(step, value);
  }

  /** Shows a value to whoever looks on, and passes it through. */
  static Evaluation<Json> seen(Draft draft, Step step, Evaluation<Json> value) {
    Inspection inspection = draft.inspection();
    if (inspection != null && value instanceof Evaluation.Value<Json>(Json json)) {
      inspection.put(step, json);
    }
    return value;
  }

  static void retrier(Draft draft, int index, Failure failure) {
    Inspection inspection = draft.inspection();
    if (inspection != null) {
      inspection.retried = failure;
      inspection.retryIndex = OptionalInt.of(index);
    }
  }

  static void catcher(Draft draft, int index, Failure failure) {
    Inspection inspection = draft.inspection();
    if (inspection != null) {
      inspection.catchIndex = OptionalInt.of(index);
      inspection.caught = failure;
    }
  }

  /** Steps of a state's data flow, named after the members of {@code inspectionData}. */
  public enum Step {
    AFTER_INPUT_PATH,
    AFTER_PARAMETERS,
    AFTER_ARGUMENTS,
    AFTER_ITEMS_PATH,
    AFTER_ITEM_SELECTOR,
    RESULT,
    AFTER_RESULT_SELECTOR,
    AFTER_RESULT_PATH
  }
}
