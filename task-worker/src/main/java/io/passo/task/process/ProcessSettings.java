package io.passo.task.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the processes of a function are run.
 *
 * @param name name of the function
 * @param root folder of its code, {@code LAMBDA_TASK_ROOT} and working directory
 * @param handler what the runtime is to call, {@code _HANDLER}; may be empty
 * @param command what is started, with its arguments
 * @param timeout longest time a call may take
 * @param memoryMegabytes memory of one process
 * @param idle how long a process is kept that is not called
 * @param environment variables of the function's own
 */
public record ProcessSettings(
    String name,
    Path root,
    String handler,
    List<String> command,
    Duration timeout,
    int memoryMegabytes,
    Duration idle,
    Map<String, String> environment) {
  public ProcessSettings {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  // As long as Lambda gives a function that has not asked for work yet, or as long as a call.
  Duration startLimit() {
    Duration usual = Duration.ofSeconds(10);
    return timeout.compareTo(usual) > 0 ? timeout : usual;
  }
}
