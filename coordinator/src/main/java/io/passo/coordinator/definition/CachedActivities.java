package io.passo.coordinator.definition;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.passo.asl.interpreter.KnownActivities;
import io.passo.coordinator.engine.UnavailableException;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Whether activities exist, for lanes. One that was seen within the last hour is taken to exist and
 * looked up beside that every ten seconds; only for another one a lane waits for PostgreSQL, and
 * not while PostgreSQL has just failed to answer. Not for event loops.
 */
@Singleton
public final class CachedActivities implements KnownActivities {
  private static final Logger LOG = Logger.getLogger(CachedActivities.class);
  private static final Duration REFRESH = Duration.ofSeconds(10);
  private static final Duration FORGET = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration RESPITE = Duration.ofSeconds(5);
  private static final int MOST = 10_000;

  private final LoadingCache<String, Boolean> seen;
  private final AtomicLong askedAgainAt = new AtomicLong(System.nanoTime());

  @Inject
  public CachedActivities(Activities stored) {
    this(arn -> find(stored, arn));
  }

  /**
   * @param exists looks an activity up; throws if it cannot
   */
  CachedActivities(Predicate<String> exists) {
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .refreshAfterWrite(REFRESH)
            .expireAfterAccess(FORGET)
            .build(arn -> existing(exists, arn));
  }

  // One that is missing may be created at any time: Caffeine keeps nothing where there is null.
  @SuppressWarnings("NullAway")
  private static Boolean existing(Predicate<String> exists, String arn) {
    return exists.test(arn) ? true : null;
  }

  private static boolean find(Activities stored, String arn) {
    try {
      return VertxContextSupport.subscribeAndAwait(
              () -> stored.find(arn).ifNoItem().after(PATIENCE).fail())
          .isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted while waiting for an activity", e);
    } catch (Throwable e) {
      throw new UnavailableException("PostgreSQL did not tell of an activity", e);
    }
  }

  @Override
  public boolean exists(String activityArn) {
    long now = System.nanoTime();
    if (now - askedAgainAt.get() < 0) {
      return true;
    }
    try {
      return seen.get(activityArn) != null;
    } catch (RuntimeException e) {
      // A Task that waits in vain can be stopped; one that fails for no reason cannot be saved.
      askedAgainAt.set(now + RESPITE.toNanos());
      LOG.debugf(e, "Activity is taken to exist: activityArn=%s", activityArn);
      return true;
    }
  }

  /** Forgets what was deleted. */
  public void deleted(String activityArn) {
    seen.invalidate(activityArn);
  }
}
