package io.passo.coordinator.api.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.MapRunAdmission;
import io.passo.coordinator.api.Quotas;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.Scope;
import io.passo.coordinator.history.MapRuns;
import io.passo.coordinator.history.MapRuns.Open;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How many open Map Runs an account has, against its quota (docs/adr/0035): the oldest ones run,
 * later ones wait. While an account is far from its quota its Map Runs begin at once; near it they
 * begin when PostgreSQL knows them and has had time to know the older ones. While PostgreSQL is
 * away all begin.
 */
@Singleton
public final class OpenMapRuns implements MapRunAdmission {
  private static final Logger LOG = Logger.getLogger(OpenMapRuns.class);
  private static final long FRESH_MILLIS = 1_000;
  private static final long STALE_MILLIS = 10_000;

  /**
   * After so long the older Map Runs of other lanes are in the table, unless their sink is behind.
   */
  private static final long VISIBLE_MILLIS = 2_000;

  /** An older Map Run is taken to be in the table; so far behind no sink holds it back. */
  private static final long YOUNG_MILLIS = 60_000;

  /** Part of the quota that may begin unseen at each coordinator while half of it is free. */
  private static final int UNSEEN_PART = 8;

  private static final int MOST_ACCOUNTS = 10_000;

  private final MapRuns mapRuns;
  private final long quota;
  private final InstantSource clock;
  private final Cache<Scope, Account> accounts =
      Caffeine.newBuilder().maximumSize(MOST_ACCOUNTS).build();

  @Inject
  public OpenMapRuns(MapRuns mapRuns, Quotas quotas, InstantSource clock) {
    this(mapRuns, quotas.openMapRuns(), clock);
  }

  /**
   * @param quota open Map Runs of an account in a region
   */
  public OpenMapRuns(MapRuns mapRuns, long quota, InstantSource clock) {
    this.mapRuns = mapRuns;
    this.quota = quota;
    this.clock = clock;
  }

  @Override
  public boolean mayBegin(ExecutionStart start, String mapRunArn, Instant startedAt) {
    Scope scope = Arns.mapRun(mapRunArn).scope();
    Account account = accounts.get(scope, any -> new Account());
    long now = clock.millis();
    if (account.isToBeAsked(now)) {
      mapRuns
          .open(scope.account(), scope.region(), quota, now - YOUNG_MILLIS)
          .subscribe()
          .with(open -> account.is(open, now), failure -> account.isUnknown(failure, now));
    }
    return account.mayBegin(mapRunArn, startedAt.toEpochMilli(), now);
  }

  /** What is known of an account; times are milliseconds since the epoch. */
  private final class Account {
    private final Deque<Long> unseen = new ArrayDeque<>();
    private @Nullable Open open;
    private long askedAt = Long.MIN_VALUE / 2;
    private long knownAt = Long.MIN_VALUE / 2;
    private long failingSince = Long.MAX_VALUE;
    private boolean isAsked;

    synchronized boolean isToBeAsked(long now) {
      if (isAsked || now - askedAt < FRESH_MILLIS) {
        return false;
      }
      isAsked = true;
      askedAt = now;
      return true;
    }

    synchronized void is(Open newest, long at) {
      open = newest;
      knownAt = at;
      failingSince = Long.MAX_VALUE;
      isAsked = false;
    }

    synchronized void isUnknown(Throwable failure, long at) {
      LOG.debugf(failure, "Open Map Runs are not counted at the moment");
      failingSince = Math.min(failingSince, at);
      isAsked = false;
    }

    synchronized boolean mayBegin(String arn, long startedAt, long now) {
      if (failingSince <= now - STALE_MILLIS) {
        return true;
      }
      Long lastDate = open == null ? null : open.lastStartDate();
      String lastArn = open == null ? null : open.lastArn();
      if (lastDate != null && lastArn != null) {
        return startedAt < lastDate || (startedAt == lastDate && arn.compareTo(lastArn) <= 0);
      }
      return (startedAt + VISIBLE_MILLIS <= knownAt && isInTable(arn, startedAt))
          || mayBeginUnseen(now);
    }

    private boolean isInTable(String arn, long startedAt) {
      return startedAt < knownAt - YOUNG_MILLIS || (open != null && open.young().contains(arn));
    }

    private boolean mayBeginUnseen(long now) {
      while (!unseen.isEmpty() && unseen.peek() < now - VISIBLE_MILLIS - FRESH_MILLIS) {
        unseen.remove();
      }
      boolean mayBegin =
          (open == null || open.count() <= quota / 2) && unseen.size() < quota / UNSEEN_PART;
      if (mayBegin) {
        unseen.add(now);
      }
      return mayBegin;
    }
  }
}
