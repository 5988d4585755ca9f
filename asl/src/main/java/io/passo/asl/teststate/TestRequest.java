package io.passo.asl.teststate;

import org.jspecify.annotations.Nullable;

/**
 * What TestState takes (api.md §12). Texts are as the caller gave them.
 *
 * @param definition one state, or a whole state machine if {@code stateName} is given
 * @param stateName the state of the machine that is tested
 * @param roleArn execution role
 * @param input JSON; null = {@code {}}
 * @param level how much is answered
 * @param variables JSON object; null = none
 * @param mock what the work of the state comes to; null = it is really done
 * @param context JSON object that the state sees as context object; null = a generated one
 * @param configuration what happened before
 * @param revealSecrets whether secrets are shown
 */
public record TestRequest(
    String definition,
    @Nullable String stateName,
    @Nullable String roleArn,
    @Nullable String input,
    InspectionLevel level,
    @Nullable String variables,
    @Nullable Mock mock,
    @Nullable String context,
    Configuration configuration,
    boolean revealSecrets) {

  /** How much is answered. */
  public enum InspectionLevel {
    /** Output, error, status. */
    INFO,
    /** The data between the steps as well. */
    DEBUG,
    /** HTTP requests and responses as well. */
    TRACE
  }

  /**
   * What the work of the state comes to: exactly one of {@code result} and {@code errorOutput}.
   *
   * @param result JSON
   * @param mode how {@code result} is checked against the response of the called API
   */
  public record Mock(
      @Nullable String result, @Nullable ErrorOutput errorOutput, FieldValidationMode mode) {}

  /** The error that the work ends with. */
  public record ErrorOutput(@Nullable String error, @Nullable String cause) {}

  /** How the members of a mocked result are checked. */
  public enum FieldValidationMode {
    /** Required members must be there, known ones must be well-typed. */
    STRICT,
    /** Known members must be well-typed. */
    PRESENT,
    /** Anything goes. */
    NONE
  }

  /**
   * What happened before.
   *
   * @param retrierRetryCount attempts that the matching Retrier has made
   * @param errorCausedByState inner state that raised the mocked error
   * @param mapIterationFailureCount failed iterations to assume
   * @param mapItemReaderData JSON that stands for what {@code ItemReader} would read
   */
  public record Configuration(
      @Nullable Integer retrierRetryCount,
      @Nullable String errorCausedByState,
      @Nullable Integer mapIterationFailureCount,
      @Nullable String mapItemReaderData) {
    /** Nothing. */
    public static final Configuration NONE = new Configuration(null, null, null, null);
  }
}
