package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.model.TaskResource;

/** Which pool runs a Task. */
public interface FunctionDirectory {
  /**
   * Name of the pool whose workers run the Task: the pool that announced the function, else the one
   * of the integrations.
   *
   * @param parameters effective input of the call; names the function of {@code lambda:invoke}
   * @param account account of the execution: functions may belong to one
   */
  String poolOf(TaskResource resource, Json parameters, String account);
}
