package io.passo.asl.data;

/** Error names that the language itself raises or matches (asl.md §7.1). */
public final class ErrorName {
  /**
   * Pattern only: every error but {@link #RUNTIME} and (as documented) {@link
   * #DATA_LIMIT_EXCEEDED}.
   */
  public static final String ALL = "States.ALL";

  /** Data or definition that cannot be processed; never retried, never caught. */
  public static final String RUNTIME = "States.Runtime";

  /** A time-out of a Task or of the execution. */
  public static final String TIMEOUT = "States.Timeout";

  /** Pattern for the expiry of a heartbeat. */
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

  /** Pattern: every error but {@link #TIMEOUT}; also a name of its own. */
  public static final String TASK_FAILED = "States.TaskFailed";

  /** A Task lacked privileges. */
  public static final String PERMISSIONS = "States.Permissions";

  /** A payload is larger than its limit. */
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  /** {@code ResultPath} cannot be applied to the input. */
  public static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";

  /**
   * A path of a payload template selects nothing. A Catcher or Retrier may name it; where none
   * does, the failure is reported as {@link #RUNTIME} (observed, asl.md §2.1).
   */
  public static final String PARAMETER_PATH_FAILURE = "States.ParameterPathFailure";

  /** An intrinsic function failed. */
  public static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

  /** A JSONata expression failed. */
  public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

  /** A branch of a Parallel state failed. */
  public static final String BRANCH_FAILED = "States.BranchFailed";

  /** No rule of a Choice state matched and it has no default. */
  public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";

  /** More items of a Map Run failed than tolerated. */
  public static final String EXCEED_TOLERATED_FAILURE_THRESHOLD =
      "States.ExceedToleratedFailureThreshold";

  /** The items of a Distributed Map could not be read. */
  public static final String ITEM_READER_FAILED = "States.ItemReaderFailed";

  /** The results of a Distributed Map could not be written. */
  public static final String RESULT_WRITER_FAILED = "States.ResultWriterFailed";

  private ErrorName() {}
}
