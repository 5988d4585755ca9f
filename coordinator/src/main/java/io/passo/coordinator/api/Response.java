package io.passo.coordinator.api;

/** What an operation answers: it writes its own members, so that no reflection is on the way. */
@FunctionalInterface
public interface Response {
  /** Answer of the actions without output. */
  Response EMPTY = out -> {};

  /** Writes the members of the response object, in the order of the service's documentation. */
  void writeTo(ResponseWriter out);
}
