package io.passo.asl.history;

import io.passo.asl.data.Json;
import io.passo.asl.history.EventType.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a history event says; types with the same members share a record. Payloads keep their bytes.
 */
public sealed interface Details {
  /** What kind of event it is. */
  EventType type();

  /**
   * Types without details, such as {@code LambdaFunctionStarted} and {@code
   * ParallelStateSucceeded}.
   */
  record Plain(EventType type) implements Details {
    public Plain {
      check(type, Shape.PLAIN);
    }
  }

  /**
   * {@code ExecutionStarted}.
   *
   * @param input execution input
   * @param roleArn execution role
   * @param stateMachineAliasArn if started by alias
   * @param stateMachineVersionArn if started by version or alias
   */
  record ExecutionStarted(
      Json input,
      String roleArn,
      @Nullable String stateMachineAliasArn,
      @Nullable String stateMachineVersionArn)
      implements Details {
    @Override
    public EventType type() {
      return EventType.EXECUTION_STARTED;
    }
  }

  /** {@code ExecutionRedriven}; the count is 1 for the first redrive. */
  record ExecutionRedriven(int redriveCount) implements Details {
    @Override
    public EventType type() {
      return EventType.EXECUTION_REDRIVEN;
    }
  }

  /** {@code ExecutionSucceeded}, {@code LambdaFunctionSucceeded}, {@code ActivitySucceeded}. */
  record Output(EventType type, Json output) implements Details {
    public Output {
      check(type, Shape.OUTPUT);
    }
  }

  /**
   * {@code ExecutionFailed}, {@code ExecutionAborted}, {@code ExecutionTimedOut}, the failures of
   * functions and activities, {@code MapRunFailed}.
   */
  record Failure(EventType type, @Nullable String error, @Nullable String cause)
      implements Details {
    public Failure {
      check(type, Shape.FAILURE);
    }
  }

  /** {@code …StateEntered}. */
  record StateEntered(EventType type, String name, Json input) implements Details {
    public StateEntered {
      check(type, Shape.STATE_ENTERED);
    }
  }

  /**
   * {@code …StateExited}.
   *
   * @param assignedVariables name → value in the order of assignment; empty if the state assigned
   *     none
   */
  record StateExited(EventType type, String name, Json output, Map<String, Json> assignedVariables)
      implements Details {
    public StateExited {
      check(type, Shape.STATE_EXITED);
      assignedVariables = Collections.unmodifiableMap(new LinkedHashMap<>(assignedVariables));
    }

    /** A state that assigns nothing. */
    public StateExited(EventType type, String name, Json output) {
      this(type, name, output, Map.of());
    }
  }

  /**
   * {@code TaskScheduled}.
   *
   * @param resourceType service part of the resource
   * @param resource action part of the resource
   * @param region region of the call
   * @param parameters effective parameters
   * @param timeoutInSeconds {@code TimeoutSeconds}, if given
   * @param heartbeatInSeconds {@code HeartbeatSeconds}, if given
   * @param roleArn role of the {@code Credentials}, if given
   */
  record TaskScheduled(
      String resourceType,
      String resource,
      String region,
      Json parameters,
      @Nullable Long timeoutInSeconds,
      @Nullable Long heartbeatInSeconds,
      @Nullable String roleArn)
      implements Details {
    @Override
    public EventType type() {
      return EventType.TASK_SCHEDULED;
    }
  }

  /** {@code TaskStarted}. */
  record TaskStarted(String resourceType, String resource) implements Details {
    @Override
    public EventType type() {
      return EventType.TASK_STARTED;
    }
  }

  /** {@code TaskSubmitted}, {@code TaskSucceeded}. */
  record TaskOutput(EventType type, String resourceType, String resource, Json output)
      implements Details {
    public TaskOutput {
      check(type, Shape.TASK_OUTPUT);
    }
  }

  /**
   * {@code TaskFailed}, {@code TaskTimedOut}, {@code TaskStartFailed}, {@code TaskSubmitFailed}.
   */
  record TaskFailure(
      EventType type,
      String resourceType,
      String resource,
      @Nullable String error,
      @Nullable String cause)
      implements Details {
    public TaskFailure {
      check(type, Shape.TASK_FAILURE);
    }
  }

  /**
   * {@code LambdaFunctionScheduled}.
   *
   * @param resource ARN of the function
   * @param input effective input
   * @param timeoutInSeconds {@code TimeoutSeconds}, if given
   * @param roleArn role of the {@code Credentials}, if given
   */
  record LambdaFunctionScheduled(
      String resource, Json input, @Nullable Long timeoutInSeconds, @Nullable String roleArn)
      implements Details {
    @Override
    public EventType type() {
      return EventType.LAMBDA_FUNCTION_SCHEDULED;
    }
  }

  /**
   * {@code ActivityScheduled}.
   *
   * @param resource ARN of the activity
   * @param input effective input
   * @param timeoutInSeconds {@code TimeoutSeconds}, if given
   * @param heartbeatInSeconds {@code HeartbeatSeconds}, if given
   */
  record ActivityScheduled(
      String resource,
      Json input,
      @Nullable Long timeoutInSeconds,
      @Nullable Long heartbeatInSeconds)
      implements Details {
    @Override
    public EventType type() {
      return EventType.ACTIVITY_SCHEDULED;
    }
  }

  /** {@code ActivityStarted}; {@code workerName} only if the worker gave one. */
  record ActivityStarted(@Nullable String workerName) implements Details {
    @Override
    public EventType type() {
      return EventType.ACTIVITY_STARTED;
    }
  }

  /** {@code MapStateStarted}; {@code length} is the number of items, 0 for Distributed Maps. */
  record MapStateStarted(int length) implements Details {
    @Override
    public EventType type() {
      return EventType.MAP_STATE_STARTED;
    }
  }

  /** {@code MapIteration…}; {@code name} is that of the Map state, {@code index} counts from 0. */
  record MapIteration(EventType type, String name, int index) implements Details {
    public MapIteration {
      check(type, Shape.MAP_ITERATION);
    }
  }

  /** {@code MapRunStarted}. */
  record MapRunStarted(String mapRunArn) implements Details {
    @Override
    public EventType type() {
      return EventType.MAP_RUN_STARTED;
    }
  }

  /** {@code MapRunRedriven}. */
  record MapRunRedriven(String mapRunArn, int redriveCount) implements Details {
    @Override
    public EventType type() {
      return EventType.MAP_RUN_REDRIVEN;
    }
  }

  /**
   * {@code EvaluationFailed}.
   *
   * @param location field path such as {@code Output/result}
   * @param state name of the state
   */
  record EvaluationFailed(
      @Nullable String error, @Nullable String cause, @Nullable String location, String state)
      implements Details {
    @Override
    public EventType type() {
      return EventType.EVALUATION_FAILED;
    }
  }

  private static void check(EventType type, Shape shape) {
    if (type.shape() != shape) {
      throw new IllegalArgumentException("Expected a type with " + shape + " but was " + type);
    }
  }
}
