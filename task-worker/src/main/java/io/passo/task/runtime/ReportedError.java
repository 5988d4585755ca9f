package io.passo.task.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An error that a runtime reports of its function. */
public final class ReportedError {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LONGEST_TEXT = 10_000;

  private ReportedError() {}

  /**
   * What a report becomes: the document as it is, or one made of what was sent instead.
   *
   * @param type type of the error beside the document, if one was sent
   * @param body the document
   */
  public static FunctionError of(@Nullable String type, byte[] body) {
    return ErrorDocument.read(body).orElseGet(() -> described(type, body));
  }

  private static FunctionError described(@Nullable String type, byte[] body) {
    String name = type == null || type.isBlank() ? "Lambda.Unknown" : type;
    String text = new String(body, StandardCharsets.UTF_8);
    String message = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    return new FunctionError(
        name,
        MAPPER.createObjectNode().put("errorType", name).put("errorMessage", message).toString());
  }
}
