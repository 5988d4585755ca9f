package io.passo.coordinator.security;

import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.quarkus.vertx.VertxContextSupport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The newest directory for threads that may wait, not for event loops. Asks at most 40 times a
 * second, for whoever is denied again and again must not keep PostgreSQL busy.
 */
final class AwaitedDirectory implements Supplier<Directory> {
  private static final Logger LOG = Logger.getLogger(AwaitedDirectory.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long INTERVAL_NANOS = 25_000_000;

  private final DirectoryStore store;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  AwaitedDirectory(DirectoryStore store) {
    this.store = store;
  }

  @Override
  public Directory get() {
    long now = System.nanoTime();
    long due = next.get();
    if (now - due < 0 || !next.compareAndSet(due, now + INTERVAL_NANOS)) {
      return store.current();
    }
    try {
      return VertxContextSupport.subscribeAndAwait(
          () -> store.fresh().ifNoItem().after(PATIENCE).fail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return store.current();
    } catch (Throwable e) {
      LOG.debugf(e, "Newest roles cannot be read, those known count");
      return store.current();
    }
  }
}
