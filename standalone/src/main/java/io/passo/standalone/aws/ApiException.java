package io.passo.standalone.aws;

/** The API refused a request. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  public ApiException(String type, String message) {
    super(type + ": " + message);
    this.type = type;
  }

  /** The error's name, for example {@code StateMachineAlreadyExists}. */
  public String type() {
    return type;
  }
}
