package io.passo.coordinator.api;

import java.util.Map;

/**
 * An error the caller gets: one of the service's own types and texts.
 *
 * <p>It is an answer, not a failure of the program, so it carries no stack trace.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final int status;
  private final transient Map<String, String> members;

  /**
   * @param type error code, as SDKs know it
   * @param status HTTP status
   * @param message text for people
   * @param members further members of the error body, by name
   */
  public ApiException(String type, int status, String message, Map<String, String> members) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
    this.members = Map.copyOf(members);
  }

  /** A modelled error: HTTP 400 and no further members. */
  public ApiException(String type, String message) {
    this(type, 400, message, Map.of());
  }

  public String type() {
    return type;
  }

  public int status() {
    return status;
  }

  public Map<String, String> members() {
    return members;
  }

  /** The text; never null here. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
