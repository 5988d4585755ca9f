package io.passo.task.function;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All functions of this worker: those of its folder, which every account can call, and those that
 * accounts have created by the Lambda API, which win in their account.
 */
public final class HostedFunctions implements FunctionCatalog {
  private final WatchedFunctions folder;
  private final Optional<DeployedFunctions> deployed;

  /**
   * @param deployed empty if this worker has no part in the Lambda API
   */
  public HostedFunctions(WatchedFunctions folder, Optional<DeployedFunctions> deployed) {
    this.folder = folder;
    this.deployed = deployed;
  }

  /** Whether it is known what is hosted: before that, nothing may be called unknown. */
  public boolean isComplete() {
    return deployed.map(DeployedFunctions::isComplete).orElse(true);
  }

  /**
   * Looks for changes.
   *
   * @return true if there are any
   */
  public boolean refresh() throws InterruptedException {
    boolean folderChanged = folder.refresh();
    boolean deployedChanged = deployed.isPresent() && deployed.get().refresh();
    return folderChanged || deployedChanged;
  }

  @Override
  public Optional<FoundFunction> find(FunctionKey key) throws InterruptedException {
    Optional<FoundFunction> known = deployed.flatMap(functions -> functions.find(key));
    // A version that is missing is not made up for by a function of the folder.
    if (known.isEmpty() && !deployed.map(functions -> functions.has(key)).orElse(false)) {
      known = folder.find(key);
    }
    return known.isEmpty() && deployed.isPresent() ? deployed.get().findNow(key) : known;
  }

  @Override
  public Set<String> atMostOnce() {
    return folder.atMostOnce();
  }

  @Override
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(folder.names());
    deployed.ifPresent(functions -> names.addAll(functions.names()));
    return Collections.unmodifiableSortedSet(names);
  }
}
