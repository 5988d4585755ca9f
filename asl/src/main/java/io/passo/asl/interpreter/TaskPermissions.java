package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.model.TaskResource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the role of an execution may do what a Task wants to, asked before anything is sent. Must
 * answer from memory: deciding waits for nobody.
 */
@FunctionalInterface
public interface TaskPermissions {
  /** Everything may be done. */
  TaskPermissions ALL = (start, resource, parameters, credentialsRoleArn) -> Optional.empty();

  /**
   * Asks for one attempt.
   *
   * @param start names the execution, its state machine and its role
   * @param parameters what the Task calls the resource with
   * @param credentialsRoleArn role that the Task takes instead ({@code Credentials}), if any
   * @return the error that the attempt fails with; empty if it may be made
   */
  Optional<StatesError> refusal(
      ExecutionStart start,
      TaskResource resource,
      Json parameters,
      @Nullable String credentialsRoleArn);

  /**
   * Whether the job that an attempt starts may be ended in the name of the role. One that may not
   * runs on when nobody waits for it any more, as on AWS (integrations.md §1: best effort).
   *
   * @param parameters what the Task starts the job with
   */
  default boolean mayStop(
      ExecutionStart start,
      TaskResource resource,
      Json parameters,
      @Nullable String credentialsRoleArn) {
    return true;
  }
}
