package io.passo.coordinator.function;

/**
 * A function as it was when it was published.
 *
 * @param function what it was
 * @param number of the version, from 1
 */
public record FunctionVersion(StoredFunction function, int number) {
  /** The number as text. */
  public String version() {
    return Integer.toString(number);
  }
}
