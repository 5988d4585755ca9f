package io.passo.coordinator.api.arn;

import org.jspecify.annotations.Nullable;

/** ARN of a resource of the service; {@code toString} gives its text. */
public sealed interface StatesArn {
  Scope scope();

  /** Kind of the resource as it stands in the ARN. */
  String resourceType();

  /**
   * {@code …:stateMachine:<name>[/<label>][:<qualifier>]}.
   *
   * @param label of a Distributed Map, null for an ordinary state machine
   * @param qualifier version number or alias, null for the state machine itself
   */
  record StateMachineArn(
      Scope scope, String name, @Nullable String label, @Nullable String qualifier)
      implements StatesArn {
    public static final String TYPE = "stateMachine";

    /** ARN of the state machine itself. */
    public StateMachineArn(Scope scope, String name) {
      this(scope, name, null, null);
    }

    @Override
    public String resourceType() {
      return TYPE;
    }

    /** ARN of an execution of this state machine. */
    public ExecutionArn execution(String executionName) {
      return new ExecutionArn(scope, name, label, executionName);
    }

    /** The same without version or alias. */
    public StateMachineArn unqualified() {
      return new StateMachineArn(scope, name, label, null);
    }

    @Override
    public String toString() {
      return scope.arn(
          TYPE + ":" + labelled(name, label) + (qualifier == null ? "" : ":" + qualifier));
    }
  }

  /** {@code …:execution:<stateMachineName>[/<label>]:<name>}. */
  record ExecutionArn(Scope scope, String stateMachineName, @Nullable String label, String name)
      implements StatesArn {
    public static final String TYPE = "execution";

    @Override
    public String resourceType() {
      return TYPE;
    }

    @Override
    public String toString() {
      return scope.arn(TYPE + ":" + labelled(stateMachineName, label) + ":" + name);
    }
  }

  /** {@code …:express:<stateMachineName>[/<label>]:<name>:<id>}. */
  record ExpressArn(
      Scope scope, String stateMachineName, @Nullable String label, String name, String id)
      implements StatesArn {
    public static final String TYPE = "express";

    @Override
    public String resourceType() {
      return TYPE;
    }

    @Override
    public String toString() {
      return scope.arn(TYPE + ":" + labelled(stateMachineName, label) + ":" + name + ":" + id);
    }
  }

  /** {@code …:mapRun:<stateMachineName>/<label>:<id>}. */
  record MapRunArn(Scope scope, String stateMachineName, String label, String id)
      implements StatesArn {
    public static final String TYPE = "mapRun";

    /** Labelled ARN of the state machine that its child executions name. */
    public StateMachineArn stateMachine() {
      return new StateMachineArn(scope, stateMachineName, label, null);
    }

    @Override
    public String resourceType() {
      return TYPE;
    }

    @Override
    public String toString() {
      return scope.arn(TYPE + ":" + labelled(stateMachineName, label) + ":" + id);
    }
  }

  /** {@code …:activity:<name>}. */
  record ActivityArn(Scope scope, String name) implements StatesArn {
    public static final String TYPE = "activity";

    @Override
    public String resourceType() {
      return TYPE;
    }

    @Override
    public String toString() {
      return scope.arn(TYPE + ":" + name);
    }
  }

  private static String labelled(String name, @Nullable String label) {
    return label == null ? name : name + "/" + label;
  }
}
