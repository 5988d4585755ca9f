package io.passo.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Port to the share group of a pool. Used by one thread. A delivery stays locked for {@link
 * #lockTime()} after it was polled or renewed; deliveries of earlier polls may stay open while new
 * ones are polled.
 */
interface StepQueue extends AutoCloseable {
  /** New deliveries, waiting up to {@code timeout} for the first. */
  List<Delivery> poll(Duration timeout);

  /** Notes what becomes of a delivery; a lost lock is no error. */
  void acknowledge(Delivery.Id delivery, Acknowledgement acknowledgement);

  /** Sends what was noted, without waiting. */
  void flush();

  /**
   * Locks deliveries anew and waits for the answer.
   *
   * @return those whose lock is lost
   */
  Set<Delivery.Id> renew(Collection<Delivery.Id> deliveries);

  /** How long a lock lasts. */
  Duration lockTime();

  /** After how many deliveries the broker drops a record. */
  int deliveryLimit();

  /** Waits for what was flushed and releases every lock still held. */
  @Override
  void close();
}
