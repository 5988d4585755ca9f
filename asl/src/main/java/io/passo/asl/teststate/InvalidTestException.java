package io.passo.asl.teststate;

/** A test that cannot be run as asked. */
public final class InvalidTestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  InvalidTestException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** An illegal parameter or combination of parameters. */
  static InvalidTestException parameter(String message) {
    return new InvalidTestException(Kind.VALIDATION_EXCEPTION, message);
  }

  /** Which error of the API it is. */
  public Kind kind() {
    return kind;
  }

  /** The text; never null here. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** Errors of TestState. */
  public enum Kind {
    /** The state or state machine is not valid; the text is the whole message. */
    INVALID_DEFINITION,
    /** The input is not JSON; the text is the reason. */
    INVALID_EXECUTION_INPUT,
    /** Anything else. */
    VALIDATION_EXCEPTION
  }
}
