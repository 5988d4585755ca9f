package io.passo.asl.interpreter;

/**
 * Name of a frame within its execution, stable for its life and never used twice: the root flow is
 * {@code r}; a branch or iteration is its parent's id, the id of the event that started the fan-out
 * and the index ({@code r.5.0}).
 */
public record FrameId(String value) {
  public FrameId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Expected a frame id but found blank text");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
