package io.passo.asl.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The 62 kinds of history events (history.md §2). Codes are stored: they never change and are never
 * used again.
 */
public enum EventType {
  EXECUTION_STARTED(1, Shape.EXECUTION_STARTED),
  EXECUTION_SUCCEEDED(2, Shape.OUTPUT),
  EXECUTION_FAILED(3, Shape.FAILURE),
  EXECUTION_ABORTED(4, Shape.FAILURE),
  EXECUTION_TIMED_OUT(5, Shape.FAILURE),
  EXECUTION_REDRIVEN(6, Shape.EXECUTION_REDRIVEN),
  PASS_STATE_ENTERED(7, Shape.STATE_ENTERED),
  TASK_STATE_ENTERED(8, Shape.STATE_ENTERED),
  CHOICE_STATE_ENTERED(9, Shape.STATE_ENTERED),
  WAIT_STATE_ENTERED(10, Shape.STATE_ENTERED),
  SUCCEED_STATE_ENTERED(11, Shape.STATE_ENTERED),
  FAIL_STATE_ENTERED(12, Shape.STATE_ENTERED),
  PARALLEL_STATE_ENTERED(13, Shape.STATE_ENTERED),
  MAP_STATE_ENTERED(14, Shape.STATE_ENTERED),
  PASS_STATE_EXITED(15, Shape.STATE_EXITED),
  TASK_STATE_EXITED(16, Shape.STATE_EXITED),
  CHOICE_STATE_EXITED(17, Shape.STATE_EXITED),
  WAIT_STATE_EXITED(18, Shape.STATE_EXITED),
  SUCCEED_STATE_EXITED(19, Shape.STATE_EXITED),
  PARALLEL_STATE_EXITED(20, Shape.STATE_EXITED),
  MAP_STATE_EXITED(21, Shape.STATE_EXITED),
  TASK_STATE_ABORTED(22, Shape.PLAIN),
  WAIT_STATE_ABORTED(23, Shape.PLAIN),
  PARALLEL_STATE_ABORTED(24, Shape.PLAIN),
  MAP_STATE_ABORTED(25, Shape.PLAIN),
  TASK_SCHEDULED(26, Shape.TASK_SCHEDULED),
  TASK_STARTED(27, Shape.TASK_STARTED),
  TASK_START_FAILED(28, Shape.TASK_FAILURE),
  TASK_SUBMIT_FAILED(29, Shape.TASK_FAILURE),
  TASK_FAILED(30, Shape.TASK_FAILURE),
  TASK_TIMED_OUT(31, Shape.TASK_FAILURE),
  TASK_SUBMITTED(32, Shape.TASK_OUTPUT),
  TASK_SUCCEEDED(33, Shape.TASK_OUTPUT),
  LAMBDA_FUNCTION_SCHEDULED(34, Shape.LAMBDA_FUNCTION_SCHEDULED),
  LAMBDA_FUNCTION_STARTED(35, Shape.PLAIN),
  LAMBDA_FUNCTION_SUCCEEDED(36, Shape.OUTPUT),
  LAMBDA_FUNCTION_FAILED(37, Shape.FAILURE),
  LAMBDA_FUNCTION_TIMED_OUT(38, Shape.FAILURE),
  LAMBDA_FUNCTION_SCHEDULE_FAILED(39, Shape.FAILURE),
  LAMBDA_FUNCTION_START_FAILED(40, Shape.FAILURE),
  ACTIVITY_SCHEDULED(41, Shape.ACTIVITY_SCHEDULED),
  ACTIVITY_STARTED(42, Shape.ACTIVITY_STARTED),
  ACTIVITY_SUCCEEDED(43, Shape.OUTPUT),
  ACTIVITY_FAILED(44, Shape.FAILURE),
  ACTIVITY_TIMED_OUT(45, Shape.FAILURE),
  ACTIVITY_SCHEDULE_FAILED(46, Shape.FAILURE),
  PARALLEL_STATE_STARTED(47, Shape.PLAIN),
  PARALLEL_STATE_SUCCEEDED(48, Shape.PLAIN),
  PARALLEL_STATE_FAILED(49, Shape.PLAIN),
  MAP_STATE_STARTED(50, Shape.MAP_STATE_STARTED),
  MAP_STATE_SUCCEEDED(51, Shape.PLAIN),
  MAP_STATE_FAILED(52, Shape.PLAIN),
  MAP_ITERATION_STARTED(53, Shape.MAP_ITERATION),
  MAP_ITERATION_SUCCEEDED(54, Shape.MAP_ITERATION),
  MAP_ITERATION_FAILED(55, Shape.MAP_ITERATION),
  MAP_ITERATION_ABORTED(56, Shape.MAP_ITERATION),
  MAP_RUN_STARTED(57, Shape.MAP_RUN_STARTED),
  MAP_RUN_SUCCEEDED(58, Shape.PLAIN),
  MAP_RUN_ABORTED(59, Shape.PLAIN),
  MAP_RUN_FAILED(60, Shape.FAILURE),
  MAP_RUN_REDRIVEN(61, Shape.MAP_RUN_REDRIVEN),
  EVALUATION_FAILED(62, Shape.EVALUATION_FAILED);

  private static final Map<Integer, EventType> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(EventType::code, Function.identity()));

  private final int code;
  private final Shape shape;
  private final String wireName;
  private final String detailsMember;

  EventType(int code, Shape shape) {
    this.code = code;
    this.shape = shape;
    this.wireName = camelCase(name());
    this.detailsMember = detailsMember(shape, wireName);
  }

  /** The type with that stored code; empty if a later version wrote it. */
  static Optional<EventType> ofCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  int code() {
    return code;
  }

  /** Which details events of this type carry. */
  public Shape shape() {
    return shape;
  }

  /** Name as the API shows it: {@code PassStateEntered}. */
  public String wireName() {
    return wireName;
  }

  /** Member of the event that holds the details; empty for {@link Shape#PLAIN}. */
  String detailsMember() {
    return detailsMember;
  }

  private static String camelCase(String name) {
    return Arrays.stream(name.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static String detailsMember(Shape shape, String wireName) {
    return switch (shape) {
      case PLAIN -> "";
      case STATE_ENTERED -> "stateEnteredEventDetails";
      case STATE_EXITED -> "stateExitedEventDetails";
      default -> Character.toLowerCase(wireName.charAt(0)) + wireName.substring(1) + "EventDetails";
    };
  }

  /** Types with the same details share a record of {@link Details}. */
  public enum Shape {
    PLAIN,
    EXECUTION_STARTED,
    EXECUTION_REDRIVEN,
    OUTPUT,
    FAILURE,
    STATE_ENTERED,
    STATE_EXITED,
    TASK_SCHEDULED,
    TASK_STARTED,
    TASK_OUTPUT,
    TASK_FAILURE,
    LAMBDA_FUNCTION_SCHEDULED,
    ACTIVITY_SCHEDULED,
    ACTIVITY_STARTED,
    MAP_STATE_STARTED,
    MAP_ITERATION,
    MAP_RUN_STARTED,
    MAP_RUN_REDRIVEN,
    EVALUATION_FAILED
  }
}
