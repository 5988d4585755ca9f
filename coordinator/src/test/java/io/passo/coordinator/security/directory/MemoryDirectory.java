package io.passo.coordinator.security.directory;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** In-memory twin; what others write is known only after {@link #fresh()}, as with the real one. */
public final class MemoryDirectory implements DirectoryStore {
  private final EntryCodec codec = new EntryCodec(new SecretBox("a secret of some length", "keys"));
  private Directory newest = Directory.EMPTY;
  private Directory known = Directory.EMPTY;

  @Override
  public Directory current() {
    return known;
  }

  @Override
  public Uni<Directory> fresh() {
    return Uni.createFrom()
        .item(
            () -> {
              known = newest;
              return known;
            });
  }

  @Override
  public <T> Uni<T> change(Function<Directory, Changed<T>> change) {
    return Uni.createFrom()
        .item(
            () -> {
              Changed<T> changed = change.apply(newest);
              write(changed.changes());
              known = newest;
              return changed.answer();
            });
  }

  /** Another coordinator writes. */
  public void write(List<Change> changes) {
    // As rows and back, so that nothing is known that the store would lose.
    List<Change> stored = changes.stream().map(codec::write).map(codec::read).toList();
    newest = newest.with(newest.version() + 1, stored);
  }
}
