package io.passo.task.function;

import io.passo.task.process.RuntimeKind;
import io.passo.task.runtime.UnusableFunctionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a {@code function.properties} says about the function of its folder or archive.
 *
 * <pre>
 * runtime = nodejs22.x           nodejs…, python…, java… or provided…; found out by the files if absent
 * handler = index.handler        as in Lambda
 * command = ./server --fast      what is started instead of a runtime
 * timeout = 30                   seconds
 * memory = 512                   megabytes of one process
 * concurrency = 10               calls at once in one worker: processes
 * rate = 50                      calls per second in one worker
 * idle = 300                     seconds that an unused process is kept
 * at-most-once = true
 * pool = gpu                     hosted by workers of that pool alone
 * environment.TABLE = orders
 * </pre>
 *
 * @param runtime what runs it, if that is said
 */
record CodeSettings(
    Optional<RuntimeKind> runtime,
    String handler,
    List<String> command,
    Duration timeout,
    int memoryMegabytes,
    Duration idle,
    CallLimits limits,
    boolean atMostOnce,
    Optional<String> pool,
    Map<String, String> environment) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);
  private static final Duration DEFAULT_IDLE = Duration.ofMinutes(5);
  private static final int DEFAULT_MEMORY = 512;
  private static final int LEAST_MEMORY = 16;
  static final int DEFAULT_CONCURRENCY = 10;
  private static final String ENVIRONMENT = "environment.";
  private static final Set<String> KEYS =
      Set.of(
          "runtime",
          "handler",
          "command",
          "timeout",
          "memory",
          "concurrency",
          "rate",
          "idle",
          "at-most-once",
          "pool");

  /**
   * Reads a file.
   *
   * @throws UnusableFunctionException if a key or value is not one of the above
   */
  static CodeSettings read(Properties properties) throws UnusableFunctionException {
    SettingValues values = new SettingValues(properties);
    return new CodeSettings(
        runtime(values),
        values.text("handler").orElse(""),
        values.text("command").map(text -> List.of(text.split("\\s+"))).orElse(List.of()),
        values.seconds("timeout", DEFAULT_TIMEOUT),
        values.whole("memory", LEAST_MEMORY, DEFAULT_MEMORY),
        values.seconds("idle", DEFAULT_IDLE),
        CallLimits.of(values, "", DEFAULT_CONCURRENCY),
        values.flag("at-most-once"),
        values.text("pool"),
        environment(properties));
  }

  private static Optional<RuntimeKind> runtime(SettingValues values)
      throws UnusableFunctionException {
    Optional<String> text = values.text("runtime");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<RuntimeKind> kind = RuntimeKind.of(text.get());
    if (kind.isEmpty()) {
      throw new UnusableFunctionException(
          "Expected 'runtime' to be nodejs…, python…, java… or provided… but found '"
              + text.get()
              + "'");
    }
    return kind;
  }

  private static Map<String, String> environment(Properties properties)
      throws UnusableFunctionException {
    Map<String, String> environment = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(ENVIRONMENT)) {
        environment.put(key.substring(ENVIRONMENT.length()), properties.getProperty(key));
      } else if (!KEYS.contains(key)) {
        throw new UnusableFunctionException(
            "Expected a setting of a function but found '" + key + "'");
      }
    }
    return environment;
  }
}
