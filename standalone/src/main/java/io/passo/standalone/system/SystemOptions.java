package io.passo.standalone.system;

import io.passo.servers.Durability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    Map<String, Map<String, String>> ofService) {

  /** The same environment for all services. */
  public SystemOptions(
      Path data,
      int port,
      int coordinators,
      int workers,
      int adapters,
      int partitions,
      Durability durability,
      int heapMegabytes,
      @Nullable Path functions,
      Map<String, String> environment) {
    this(
        data,
        port,
        coordinators,
        workers,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        functions,
        environment,
        Map.of());
  }

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
    return new SystemOptions(data, 8080, 1, 1, 1, 16, Durability.DURABLE, 384, null, Map.of());
  }

  /** One of each on free ports, nothing synced to disk. */
  public static SystemOptions forTests(Path data) {
    return new SystemOptions(data, 0, 1, 1, 1, 16, Durability.FAST, 256, null, Map.of());
  }

  public SystemOptions withPort(int newPort) {
    return new SystemOptions(
        data,
        newPort,
        coordinators,
        workers,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        functions,
        environment,
        ofService);
  }

  public SystemOptions withCoordinators(int count) {
    return new SystemOptions(
        data,
        port,
        count,
        workers,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        functions,
        environment,
        ofService);
  }

  public SystemOptions withWorkers(int count) {
    return new SystemOptions(
        data,
        port,
        coordinators,
        count,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        functions,
        environment,
        ofService);
  }

  public SystemOptions withAdapters(int count) {
    return new SystemOptions(
        data,
        port,
        coordinators,
        workers,
        count,
        partitions,
        durability,
        heapMegabytes,
        functions,
        environment,
        ofService);
  }

  public SystemOptions withHeapMegabytes(int megabytes) {
    return new SystemOptions(
        data,
        port,
        coordinators,
        workers,
        adapters,
        partitions,
        durability,
        megabytes,
        functions,
        environment,
        ofService);
  }

  public SystemOptions withFunctions(Path folder) {
    return new SystemOptions(
        data,
        port,
        coordinators,
        workers,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        folder,
        environment,
        ofService);
  }

  /** Adds a variable to the environment of the services. */
  public SystemOptions withEnvironment(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new SystemOptions(
        data,
        port,
        coordinators,
        workers,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        functions,
        more,
        ofService);
  }

  /**
   * Adds to the environment of one service, or replaces what it has from all.
   *
   * @param service its name, as in {@code coordinator-1}
   */
  public SystemOptions withEnvironmentOf(String service, Map<String, String> own) {
    Map<String, Map<String, String>> more = new HashMap<>(ofService);
    more.put(service, Map.copyOf(own));
    return new SystemOptions(
        data,
        port,
        coordinators,
        workers,
        adapters,
        partitions,
        durability,
        heapMegabytes,
        functions,
        environment,
        more);
  }

  /** The folder of function jars. */
  Path functionsFolder() {
    return functions == null ? data.resolve("functions") : functions.toAbsolutePath();
  }
}
