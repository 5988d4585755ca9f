package io.passo.task.function;

import io.passo.task.function.FunctionsFolder.Loaded;
import io.passo.task.runtime.HostedFunction;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The functions of a folder as it is now: files may be added, changed and removed while the service
 * runs.
 */
public final class WatchedFunctions implements FunctionCatalog {
  private static final System.Logger LOG = System.getLogger(WatchedFunctions.class.getName());

  private final FunctionsFolder folder;
  private volatile Loaded loaded = Loaded.NOTHING;
  private Map<Path, String> stamp = Map.of();

  /** Watches a folder, from the first {@link #refresh} on. */
  public WatchedFunctions(FunctionsFolder folder) {
    this.folder = folder;
  }

  /**
   * Looks at the folder. Jars of before stay open for the calls that still run in them; their
   * memory is freed when those are over.
   *
   * @return true if something has changed
   */
  public synchronized boolean refresh() {
    Map<Path, String> now = folder.stamp();
    if (now.equals(stamp)) {
      return false;
    }
    Loaded before = loaded;
    loaded = folder.load();
    stamp = now;
    before.functions().values().stream()
        .filter(function -> !loaded.functions().containsValue(function))
        .forEach(HostedFunction::retire);
    LOG.log(Level.INFO, "Functions hosted: {0}", String.join(", ", loaded.names()));
    return true;
  }

  @Override
  public Set<String> atMostOnce() {
    return loaded.atMostOnce();
  }

  /** Those of a folder have no versions: whichever is asked for is the one that is there. */
  @Override
  public Optional<FoundFunction> find(FunctionKey key) {
    return find(key.name()).map(function -> new FoundFunction(function, key.qualifier()));
  }

  /** The function of that name, whatever the account. */
  public Optional<HostedFunction> find(String name) {
    return loaded.find(name);
  }

  @Override
  public SortedSet<String> names() {
    return loaded.names();
  }
}
