package io.passo.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * What the brokers grant the share group of a pool.
 *
 * @param lockTime how long a lock lasts, if they say so
 * @param deliveryLimit after how many deliveries they drop a record
 */
record PoolLimits(Optional<Duration> lockTime, int deliveryLimit) {}
