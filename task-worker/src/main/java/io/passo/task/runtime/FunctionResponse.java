package io.passo.task.runtime;

/** What came of a call. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface FunctionResponse {

  /**
   * The function returned.
   *
   * @param body what it returned; JSON text if the function behaves
   */
  record Returned(byte[] body) implements FunctionResponse {}

  /**
   * The function failed.
   *
   * @param errorType name of the error
   * @param document its JSON error document, as the function gave it
   */
  record FunctionError(String errorType, String document) implements FunctionResponse {}

  /**
   * The function could not be called, or did not answer.
   *
   * @param name name of the error, with the prefix of the service
   * @param cause text for people
   */
  record ServiceError(String name, String cause) implements FunctionResponse {}
}
