package io.passo.task.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a process of a function is started: with Lambda's environment and nothing of the worker's,
 * with a wall around its memory, and ended with the worker.
 */
public final class ProcessLaunch {
  private static final List<String> DIES_WITH_US = List.of("setpriv", "--pdeathsig", "KILL");
  // What it reserves is more than what it uses, which is watched; this only stops a burst between
  // two looks.
  private static final long WALL_KILOBYTES = 1L << 20;
  private static final String LIMITED =
      "ulimit -c 0 2>/dev/null; ulimit -d \"$0\" 2>/dev/null; exec \"$@\"";

  private final String region;
  private final boolean diesWithUs;

  /**
   * Looks what the system can do.
   *
   * @param region region that functions are told they run in
   */
  public ProcessLaunch(String region) {
    this.region = region;
    this.diesWithUs = works(DIES_WITH_US);
  }

  private static boolean works(List<String> prefix) {
    try {
      List<String> command = new ArrayList<>(prefix);
      command.add("true");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program here.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Process start(ProcessSettings settings, String runtimeApi) throws IOException {
    List<String> command = new ArrayList<>();
    if (diesWithUs) {
      command.addAll(DIES_WITH_US);
    }
    long wall = settings.memoryMegabytes() * 2L * 1024 + WALL_KILOBYTES;
    command.addAll(List.of("/bin/sh", "-c", LIMITED, Long.toString(wall)));
    command.addAll(settings.command());
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(settings.root().toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(environment(settings, runtimeApi));
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private Map<String, String> environment(ProcessSettings settings, String runtimeApi) {
    String name = settings.name();
    Map<String, String> environment = new java.util.HashMap<>();
    for (String kept : List.of("PATH", "TMPDIR", "HOME", "JAVA_HOME")) {
      String value = System.getenv(kept);
      if (value != null) {
        environment.put(kept, value);
      }
    }
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("AWS_REGION", region);
    environment.put("AWS_DEFAULT_REGION", region);
    environment.putAll(settings.environment());
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("_HANDLER", settings.handler());
    environment.put("LAMBDA_TASK_ROOT", settings.root().toString());
    environment.put("LAMBDA_RUNTIME_DIR", settings.root().toString());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(settings.memoryMegabytes()));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", name);
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    return environment;
  }
}
