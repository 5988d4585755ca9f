package io.passo.coordinator.api.limits;

import io.passo.asl.interpreter.Pace;
import io.passo.coordinator.engine.TransitionRates;
import io.passo.coordinator.state.TokenDebts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * One bucket of transitions for each account and region. Express executions have none, nor have
 * Express children of Map Runs (operations.md §8.2).
 */
@Singleton
public final class TransitionBuckets implements TransitionRates {
  /** Its name among rates. */
  static final String NAME = "StateTransition";

  private static final int REGION = 3;
  private static final int ACCOUNT = 4;
  private static final int KIND = 5;

  private final Rates rates;
  private final TokenDebts debts;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<BucketName, OwedBucket> buckets = new ConcurrentHashMap<>();

  @Inject
  public TransitionBuckets(ThrottleConfig config, TokenDebts debts) {
    this(config, debts, System::nanoTime);
  }

  /**
   * @param nanoTime clock of this coordinator
   */
  public TransitionBuckets(ThrottleConfig config, TokenDebts debts, LongSupplier nanoTime) {
    this.rates = new Rates(config);
    this.debts = debts;
    this.nanoTime = nanoTime;
  }

  @Override
  public Pace pace(String executionArn, Instant now) {
    return bucket(executionArn).map(bucket -> bucket.pace(now)).orElse(Pace.FREE);
  }

  @Override
  public void charge(String executionArn, int transitions) {
    if (transitions != 0) {
      bucket(executionArn).ifPresent(bucket -> bucket.charge(transitions));
    }
  }

  private Optional<OwedBucket> bucket(String executionArn) {
    if (!rates.has(NAME)) {
      return Optional.empty();
    }
    String[] arn = executionArn.split(":", KIND + 2);
    if (arn.length <= KIND || !arn[KIND].equals("execution")) {
      return Optional.empty();
    }
    return rates
        .of(NAME, arn[REGION])
        .map(rate -> bucket(new BucketName(arn[ACCOUNT], arn[REGION], NAME), rate));
  }

  private OwedBucket bucket(BucketName name, Rate rate) {
    return buckets.computeIfAbsent(name, n -> new OwedBucket(n.text(), rate, debts, nanoTime));
  }
}
