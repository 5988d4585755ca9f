package io.passo.task.function;

import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.task.function.CoordinatorFunctions.Described;
import io.passo.task.function.CoordinatorFunctions.Routing;
import io.passo.task.function.CoordinatorFunctions.Told;
import io.passo.task.process.RuntimeKind;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.UnusableFunctionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Functions that were created by the Lambda API, as they are hosted here: what changed is fetched
 * anew, the rest goes on as it is. While no coordinator answers, those known stay.
 */
public final class DeployedFunctions {
  private static final System.Logger LOG = System.getLogger(DeployedFunctions.class.getName());
  private static final Duration DEFAULT_IDLE = Duration.ofMinutes(5);
  private static final long SOONEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final CoordinatorFunctions coordinators;
  private final CodeRuntimes runtimes;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Map<FunctionKey, Deployed> deployed = Map.of();
  private volatile Map<FunctionKey, Routing> aliases = Map.of();
  private volatile boolean complete;
  private volatile long looked = System.nanoTime() - SOONEST_NANOS;

  private record Deployed(String revision, HostedFunction function) {}

  /** Hosts what the coordinators tell. */
  public DeployedFunctions(CoordinatorFunctions coordinators, CodeRuntimes runtimes) {
    this.coordinators = coordinators;
    this.runtimes = runtimes;
  }

  /** Whether the functions were asked for with success at least once. */
  public boolean isComplete() {
    return complete;
  }

  /** Names as they are announced. */
  List<String> names() {
    return deployed.keySet().stream()
        .filter(key -> key.equals(key.latest()))
        .map(key -> FunctionsAnnounced.ofAccount(key.account(), key.name()))
        .toList();
  }

  /** Whether the function is known, in whichever version. */
  boolean has(FunctionKey key) {
    return deployed.containsKey(key.latest());
  }

  /** A function that is known. */
  Optional<FoundFunction> find(FunctionKey key) {
    Routing routing = aliases.get(key);
    String version = routing == null ? key.qualifier() : routed(routing);
    return Optional.ofNullable(deployed.get(key.with(version)))
        .map(found -> new FoundFunction(found.function(), version));
  }

  private static String routed(Routing routing) {
    double at = ThreadLocalRandom.current().nextDouble();
    for (Map.Entry<String, Double> other : routing.others().entrySet()) {
      at -= other.getValue();
      if (at < 0) {
        return other.getKey();
      }
    }
    return routing.version();
  }

  /** A function; after another look if it is not known, for it may just have been created. */
  Optional<FoundFunction> findNow(FunctionKey key) throws InterruptedException {
    Optional<FoundFunction> known = find(key);
    if (known.isPresent()) {
      return known;
    }
    refreshing.lockInterruptibly();
    try {
      // Whoever calls what is not there must not keep coordinators busy.
      if (find(key).isEmpty() && System.nanoTime() - looked >= SOONEST_NANOS) {
        look();
      }
      return find(key);
    } finally {
      refreshing.unlock();
    }
  }

  /**
   * Asks the coordinators.
   *
   * @return true if something has changed
   */
  boolean refresh() throws InterruptedException {
    refreshing.lockInterruptibly();
    try {
      return look();
    } finally {
      refreshing.unlock();
    }
  }

  private boolean look() throws InterruptedException {
    try {
      Told told = coordinators.list();
      boolean changed = adopt(told.functions());
      aliases = told.aliases();
      complete = true;
      return changed;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Functions of the Lambda API not asked for: {0}", e.getMessage());
      return false;
    } finally {
      looked = System.nanoTime();
    }
  }

  private boolean adopt(List<Described> described) throws InterruptedException {
    Map<FunctionKey, Deployed> before = deployed;
    Map<FunctionKey, Deployed> now = new HashMap<>();
    for (Described function : described) {
      Deployed known = before.get(function.key());
      if (known != null && known.revision().equals(function.revision())) {
        now.put(function.key(), known);
      } else {
        open(function).ifPresent(opened -> now.put(function.key(), opened));
      }
    }
    deployed = Map.copyOf(now);
    before.forEach(
        (key, old) -> {
          if (!old.equals(now.get(key))) {
            old.function().retire();
          }
        });
    return !before.equals(now);
  }

  // Versions pile up, and few of them are called: those are fetched when they are.
  private Optional<Deployed> open(Described function) throws InterruptedException {
    if (!function.key().equals(function.key().latest())) {
      return Optional.of(
          new Deployed(function.revision(), new FetchedFunction(() -> fetched(function))));
    }
    try {
      return Optional.of(new Deployed(function.revision(), fetched(function)));
    } catch (IOException | UnusableFunctionException e) {
      LOG.log(
          Level.ERROR,
          "Function {0} of account {1} left out: {2}",
          function.key().name(),
          function.key().account(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private HostedFunction fetched(Described function)
      throws IOException, UnusableFunctionException, InterruptedException {
    Path zip = runtimes.newArchive();
    try {
      coordinators.download(function, zip);
      return runtimes.openArchive(function.key().name(), zip, settings(function));
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  private static CodeSettings settings(Described function) {
    return new CodeSettings(
        RuntimeKind.of(function.runtime()),
        function.handler(),
        List.of(),
        Duration.ofSeconds(function.timeoutSeconds()),
        function.memoryMegabytes(),
        DEFAULT_IDLE,
        new CallLimits(function.concurrency(), 0),
        false,
        Optional.empty(),
        function.environment());
  }
}
