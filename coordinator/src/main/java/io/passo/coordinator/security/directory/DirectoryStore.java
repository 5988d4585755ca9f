package io.passo.coordinator.security.directory;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/**
 * Where the directory is kept. What this process knows is at most half a second behind what other
 * coordinators have written.
 */
public interface DirectoryStore {
  /** What this process knows now; never blocks. */
  Directory current();

  /** What everybody has written up to now. */
  Uni<Directory> fresh();

  /**
   * Changes the directory, one change after the other in the whole cluster.
   *
   * @param change from the newest directory to what is written and answered; may be called again,
   *     and what it throws is the failure
   */
  <T> Uni<T> change(Function<Directory, Changed<T>> change);

  /**
   * What a change writes and answers.
   *
   * @param changes entries that become others
   * @param answer for the caller, after the commit
   */
  record Changed<T>(List<Change> changes, T answer) {}
}
