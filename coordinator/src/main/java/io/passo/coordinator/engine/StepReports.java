package io.passo.coordinator.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.protocol.Payload;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Failed;
import io.passo.protocol.StepResult.Heartbeat;
import io.passo.protocol.StepResult.Report;
import io.passo.protocol.StepResult.Submitted;
import io.passo.protocol.StepResult.Succeeded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reports of workers as events of executions, whoever runs the execution. */
public final class StepReports {
  private static final int LARGEST_OUTPUT = 50 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LARGEST_OUTPUT).build())
          .build();

  private StepReports() {}

  /** Whether a result speaks about this execution and its account. */
  public static boolean isOf(StepResult.Header header, String executionArn) {
    return executionArn.equals(header.executionArn())
        && StepCommands.accountOf(executionArn).equals(header.account());
  }

  /** Whether the output, if the report has one, is a JSON value of a size that can be handled. */
  public static boolean hasGoodOutput(Report result) {
    return switch (result) {
      case Succeeded succeeded -> isJson(succeeded.output());
      case Submitted submitted -> isJson(submitted.output());
      case Failed failed -> true;
      case Heartbeat heartbeat -> true;
    };
  }

  /**
   * One JSON value, checked by streaming: the tree is built only where an expression looks into it.
   */
  private static boolean isJson(Payload payload) {
    if (payload.utf8().length > LARGEST_OUTPUT) {
      return false;
    }
    try (JsonParser bytes = JSON.createParser(payload.utf8())) {
      return isOneValue(bytes);
    } catch (IOException e) {
      return isJsonText(payload.utf8());
    }
  }

  /** The parser of characters takes names with escaped surrogates, that of bytes does not. */
  private static boolean isJsonText(byte[] utf8) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      try (JsonParser characters = JSON.createParser(text.toString())) {
        return isOneValue(characters);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOneValue(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    parser.skipChildren();
    return first != null && parser.nextToken() == null;
  }

  /** The event that a report is. */
  public static Event event(Report result, Instant at, long entropy) {
    long attempt = result.header().attempt();
    Instant startedAt = startedAt(result.header(), at);
    return switch (result) {
      case Succeeded succeeded ->
          new Event.TaskSucceeded(
              at, entropy, attempt, Json.of(succeeded.output().utf8()), startedAt);
      case Submitted submitted ->
          new Event.TaskSubmitted(
              at, entropy, attempt, Json.of(submitted.output().utf8()), startedAt);
      case Failed failed ->
          new Event.TaskFailed(
              at,
              entropy,
              attempt,
              Event.FailureKind.valueOf(failed.kind().name()),
              failed.error(),
              failed.cause(),
              startedAt);
      case Heartbeat heartbeat -> new Event.TaskHeartbeat(at, entropy, attempt);
    };
  }

  // A worker's clock may be ahead: history must not run backwards.
  private static Instant startedAt(StepResult.Header header, Instant at) {
    return Instant.ofEpochMilli(Math.min(header.startedAt(), at.toEpochMilli()));
  }
}
