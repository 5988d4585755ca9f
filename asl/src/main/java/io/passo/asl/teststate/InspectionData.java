package io.passo.asl.teststate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.state.Inspection;
import io.passo.asl.interpreter.state.Inspection.Step;
import io.passo.asl.interpreter.state.MapProbe.Iterations;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.PassState;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code inspectionData}: which steps are shown depends on the type of the state
 * (observed).
 */
final class InspectionData {
  private static final List<Step> RESULT_STEPS =
      List.of(Step.AFTER_RESULT_SELECTOR, Step.AFTER_RESULT_PATH);

  private final TestRequest request;
  private final State state;
  private final Json input;
  private final Inspection inspection;
  private final @Nullable Iterations iterations;

  InspectionData(
      TestRequest request,
      State state,
      Json input,
      Inspection inspection,
      @Nullable Iterations iterations) {
    this.request = request;
    this.state = state;
    this.input = input;
    this.inspection = inspection;
    this.iterations = iterations;
  }

  ObjectNode members(TestResult.Status status, Map<String, Json> variables) {
    ObjectNode members = Json.object();
    members.put("input", SpacedJson.text(input.node()));
    for (Step step : steps()) {
      inspection
          .after(step)
          .ifPresent(json -> members.put(name(step), SpacedJson.text(json.node())));
    }
    if (!variables.isEmpty()) {
      ObjectNode values = Json.object();
      new TreeMap<>(variables).forEach((name, value) -> values.set(name, value.node()));
      members.put("variables", SpacedJson.text(values));
    }
    putIterations(members);
    putErrorDetails(members, status);
    return members;
  }

  private List<Step> steps() {
    boolean jsonata = state.queryLanguage() == QueryLanguage.JSONATA;
    return switch (state) {
      case TaskState ignored ->
          jsonata
              ? List.of(Step.AFTER_ARGUMENTS, Step.RESULT)
              : List.of(
                  Step.AFTER_INPUT_PATH,
                  Step.AFTER_PARAMETERS,
                  Step.RESULT,
                  Step.AFTER_RESULT_SELECTOR,
                  Step.AFTER_RESULT_PATH);
      case PassState pass when !jsonata && pass.result() != null ->
          List.of(Step.RESULT, Step.AFTER_RESULT_SELECTOR, Step.AFTER_RESULT_PATH);
      case PassState ignored ->
          List.of(
              Step.AFTER_INPUT_PATH,
              Step.AFTER_PARAMETERS,
              Step.AFTER_RESULT_SELECTOR,
              Step.AFTER_RESULT_PATH);
      case ParallelState ignored -> RESULT_STEPS;
      case MapState ignored ->
          List.of(
              Step.AFTER_INPUT_PATH,
              Step.AFTER_ITEMS_PATH,
              Step.AFTER_ITEM_SELECTOR,
              Step.AFTER_RESULT_SELECTOR,
              Step.AFTER_RESULT_PATH);
      default -> jsonata ? List.of() : List.of(Step.AFTER_INPUT_PATH);
    };
  }

  private static String name(Step step) {
    return switch (step) {
      case AFTER_INPUT_PATH -> "afterInputPath";
      case AFTER_PARAMETERS -> "afterParameters";
      case AFTER_ARGUMENTS -> "afterArguments";
      case AFTER_ITEMS_PATH -> "afterItemsPath";
      case AFTER_ITEM_SELECTOR -> "afterItemSelector";
      case RESULT -> "result";
      case AFTER_RESULT_SELECTOR -> "afterResultSelector";
      case AFTER_RESULT_PATH -> "afterResultPath";
    };
  }

  private void putIterations(ObjectNode members) {
    if (iterations != null) {
      members.put("maxConcurrency", iterations.maxConcurrency());
      if (iterations.toleratedCount() != null) {
        members.put("toleratedFailureCount", iterations.toleratedCount());
      }
      if (iterations.toleratedPercentage() != null) {
        members.put("toleratedFailurePercentage", iterations.toleratedPercentage());
      }
    }
  }

  private void putErrorDetails(ObjectNode members, TestResult.Status status) {
    ObjectNode details = Json.object();
    inspection.catchIndex().ifPresent(index -> details.put("catchIndex", index));
    inspection.retryIndex().ifPresent(index -> details.put("retryIndex", index));
    if (status == TestResult.Status.RETRIABLE) {
      details.put("retryBackoffIntervalSeconds", interval(inspection.retryIndex().orElseThrow()));
    }
    if (!details.isEmpty()) {
      members.set("errorDetails", details);
    }
  }

  /** Seconds before the next attempt, without jitter. */
  private long interval(int retrierIndex) {
    if (!(state instanceof Recovering recovering)) {
      throw new IllegalStateException("Expected a state with Retry");
    }
    Retrier retrier = recovering.retry().get(retrierIndex);
    int retries = Objects.requireNonNullElse(request.configuration().retrierRetryCount(), 0);
    double seconds =
        (double) retrier.interval().toSeconds() * Math.pow(retrier.backoffRate(), retries);
    Duration most = retrier.maxDelay();
    return (long) (most == null ? seconds : Math.min(seconds, (double) most.toSeconds()));
  }
}
