package io.passo.asl.parse;

/** Which members of {@code $states} a JSONata field can see besides the input and the context. */
enum StatesUse {
  /** No other. */
  PLAIN,
  /** {@code result}: {@code Output} and {@code Assign} of Task, Parallel and Map. */
  WITH_RESULT,
  /** {@code errorOutput}: {@code Output} and {@code Assign} of a Catcher. */
  WITH_ERROR_OUTPUT;

  boolean allows(String member) {
    return switch (member) {
      case "input", "context" -> true;
      case "result" -> this == WITH_RESULT;
      case "errorOutput" -> this == WITH_ERROR_OUTPUT;
      default -> false;
    };
  }
}
