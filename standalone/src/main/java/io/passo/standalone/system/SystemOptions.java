package io.passo.standalone.system;

import io.passo.servers.Durability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param data where state and logs are kept
 * @param port of the first coordinator's API on 127.0.0.1; 0 for any free one
 * @param coordinators how many; the others listen on free ports
 * @param workers how many task-workers
 * @param adapters how many integration-adapters
 * @param partitions engine partitions, fixed at the first start
 * @param durability see {@link Durability}
 * @param heapMegabytes heap of each service
 * @param functions folder of function jars; null for {@code functions} below {@code data}
 * @param environment handed to the services beside what connects them
 * @param ofService handed to single services, by their names, instead of what all are handed
 * @param recording whether what services and broker load and compile is written down when they end,
 *     for {@link AotCaches}; one of each
 */
public record SystemOptions(
    Path data,
    int port,
    int coordinators,
    int workers,
    int adapters,
    int partitions,
    Durability durability,
    int heapMegabytes,
    @Nullable Path functions,
    Map<String, String> environment,
    Map<String, Map<String, String>> ofService,
    boolean recording) {

  public SystemOptions {
    data = data.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    ofService = Map.copyOf(ofService);
    require(port >= 0 && port <= 65_535, "a port from 0 to 65535", port);
    require(coordinators >= 1, "at least one coordinator", coordinators);
    require(workers >= 0, "no negative number of workers", workers);
    require(adapters >= 0, "no negative number of adapters", adapters);
    require(partitions >= 1, "at least one partition", partitions);
  }

  private static void require(boolean holds, String expected, int found) {
    if (!holds) {
      throw new IllegalArgumentException("Expected " + expected + " but was " + found);
    }
  }

  /** One of each, on port 8080, kept on disk. */
  public static SystemOptions standard(Path data) {
    return new SystemOptions(
        data, 8080, 1, 1, 1, 16, Durability.DURABLE, 384, null, Map.of(), Map.of(), false);
  }

  /** One of each on free ports, nothing synced to disk. */
  public static SystemOptions forTests(Path data) {
    return new SystemOptions(
        data, 0, 1, 1, 1, 16, Durability.FAST, 256, null, Map.of(), Map.of(), false);
  }

  public SystemOptions withPort(int newPort) {
    return with(copy -> copy.port = newPort);
  }

  public SystemOptions withCoordinators(int count) {
    return with(copy -> copy.coordinators = count);
  }

  public SystemOptions withWorkers(int count) {
    return with(copy -> copy.workers = count);
  }

  public SystemOptions withAdapters(int count) {
    return with(copy -> copy.adapters = count);
  }

  public SystemOptions withHeapMegabytes(int megabytes) {
    return with(copy -> copy.heapMegabytes = megabytes);
  }

  public SystemOptions withFunctions(Path folder) {
    return with(copy -> copy.functions = folder);
  }

  /** Adds a variable to the environment of the services. */
  public SystemOptions withEnvironment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return with(copy -> copy.environment = more);
  }

  /**
   * Adds to the environment of one service, or replaces what it has from all.
   *
   * @param service its name, as in {@code coordinator-1}
   */
  public SystemOptions withEnvironmentOf(String service, Map<String, String> own) {
    Map<String, Map<String, String>> more = new HashMap<>(ofService);
    more.put(service, Map.copyOf(own));
    return with(copy -> copy.ofService = more);
  }

  /** One of each that write down what they load and compile, see {@link AotCaches}. */
  public SystemOptions asRecording() {
    return withCoordinators(1).withWorkers(1).withAdapters(1).with(copy -> copy.recording = true);
  }

  private SystemOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.done();
  }

  /** What changes from one set of options to the next. */
  private static final class Copy {
    private final SystemOptions original;
    private int port;
    private int coordinators;
    private int workers;
    private int adapters;
    private int heapMegabytes;
    private @Nullable Path functions;
    private Map<String, String> environment;
    private Map<String, Map<String, String>> ofService;
    private boolean recording;

    Copy(SystemOptions original) {
      this.original = original;
      this.port = original.port;
      this.coordinators = original.coordinators;
      this.workers = original.workers;
      this.adapters = original.adapters;
      this.heapMegabytes = original.heapMegabytes;
      this.functions = original.functions;
      this.environment = original.environment;
      this.ofService = original.ofService;
      this.recording = original.recording;
    }

    SystemOptions done() {
      return new SystemOptions(
          original.data,
          port,
          coordinators,
          workers,
          adapters,
          original.partitions,
          original.durability,
          heapMegabytes,
          functions,
          environment,
          ofService,
          recording);
    }
  }

  /** The folder of function jars. */
  Path functionsFolder() {
    return functions == null ? data.resolve("functions") : functions.toAbsolutePath();
  }
}
