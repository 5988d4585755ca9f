package io.passo.coordinator.api.limits;

import io.passo.coordinator.state.TokenLeases;
import io.passo.coordinator.state.TokenLeases.Lease;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * This coordinator's part of a bucket that all coordinators share (docs/adr/0027). It leases tokens
 * for a hundredth of a second at a time and remembers until when the bucket is empty, so a caller
 * far beyond its rate costs no more than one within it. Where the shared bucket does not answer,
 * the coordinator has a whole one of its own.
 */
final class LeasedBucket {
  private static final Logger LOG = Logger.getLogger(LeasedBucket.class);
  private static final int LEASES_PER_SECOND = 100;

  /** Tokens that nobody has taken until then are lost, as they are for a full bucket. */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Uni<Boolean> YES = Uni.createFrom().item(true);
  private static final Uni<Boolean> NO = Uni.createFrom().item(false);

  private final String name;
  private final Rate rate;
  private final TokenLeases leases;
  private final LongSupplier nanoTime;
  private final TokenBucket own;
  private final int batch;
  private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
  private boolean isAsked;
  private int tokens;
  private long keptUntil;
  private long emptyUntil;
  private long aloneUntil;

  /**
   * @param name of the shared bucket
   * @param nanoTime clock of this coordinator
   */
  LeasedBucket(String name, Rate rate, TokenLeases leases, LongSupplier nanoTime) {
    this.name = name;
    this.rate = rate;
    this.leases = leases;
    this.nanoTime = nanoTime;
    this.own = new TokenBucket(rate, nanoTime);
    this.batch = Math.clamp(rate.perSecond() / LEASES_PER_SECOND, 1, rate.size());
    long now = nanoTime.getAsLong();
    this.keptUntil = now;
    this.emptyUntil = now;
    this.aloneUntil = now;
  }

  /** True with a token, false if there is none; then nothing is taken. Never fails. */
  Uni<Boolean> take() {
    CompletableFuture<Boolean> answer;
    int wanted = 0;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (tokens > 0 && keptUntil - now > 0) {
        tokens--;
        return YES;
      }
      if (aloneUntil - now > 0) {
        return own.take() ? YES : NO;
      }
      if (emptyUntil - now > 0) {
        return NO;
      }
      answer = new CompletableFuture<>();
      waiting.add(answer);
      if (!isAsked) {
        isAsked = true;
        tokens = 0;
        wanted = batch;
      }
    }
    if (wanted > 0) {
      ask(wanted);
    }
    return Uni.createFrom().completionStage(answer);
  }

  private void ask(int wanted) {
    leases
        .take(name, rate.size(), rate.perSecond(), wanted)
        .subscribe()
        .with(lease -> leased(wanted, lease), this::failed);
  }

  private void leased(int wanted, Lease lease) {
    List<CompletableFuture<Boolean>> served = new ArrayList<>();
    List<CompletableFuture<Boolean>> refused = new ArrayList<>();
    int more = 0;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      tokens = lease.granted();
      keptUntil = now + KEPT_NANOS;
      while (tokens > 0 && !waiting.isEmpty()) {
        tokens--;
        served.add(waiting.remove());
      }
      if (lease.granted() < wanted) {
        emptyUntil = now + TimeUnit.MICROSECONDS.toNanos(lease.nextMicros());
        refused.addAll(waiting);
        waiting.clear();
      }
      isAsked = !waiting.isEmpty();
      if (isAsked) {
        more = Math.clamp(waiting.size(), batch, rate.size());
      }
    }
    served.forEach(answer -> answer.complete(true));
    refused.forEach(answer -> answer.complete(false));
    if (more > 0) {
      ask(more);
    }
  }

  private void failed(Throwable failure) {
    LOG.debugf(failure, "Rate not shared at the moment: bucket=%s", name);
    List<CompletableFuture<Boolean>> alone;
    synchronized (this) {
      aloneUntil = nanoTime.getAsLong() + KEPT_NANOS;
      alone = List.copyOf(waiting);
      waiting.clear();
      isAsked = false;
    }
    alone.forEach(answer -> answer.complete(own.take()));
  }
}
