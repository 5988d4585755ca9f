package io.passo.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** A share group in memory: never waits, and remembers what was done to it. */
final class InMemoryStepQueue implements StepQueue {
  static final Duration LOCK = Duration.ofSeconds(30);

  private final Queue<Delivery> waiting = new ArrayDeque<>();
  private final Map<Delivery.Id, Acknowledgement> noted = new LinkedHashMap<>();
  final Map<Delivery.Id, Acknowledgement> acknowledged = new LinkedHashMap<>();
  final List<Set<Delivery.Id>> renewals = new ArrayList<>();
  final Set<Delivery.Id> lost = new HashSet<>();
  private long next;

  Delivery.Id add(byte[] value, int deliveryCount) {
    Delivery.Id id = new Delivery.Id(0, next++);
    waiting.add(new Delivery(id, deliveryCount, value));
    return id;
  }

  int waiting() {
    return waiting.size();
  }

  @Override
  public List<Delivery> poll(Duration timeout) {
    Delivery delivery = waiting.poll();
    return delivery == null ? List.of() : List.of(delivery);
  }

  @Override
  public void acknowledge(Delivery.Id delivery, Acknowledgement acknowledgement) {
    noted.put(delivery, acknowledgement);
  }

  @Override
  public void flush() {
    acknowledged.putAll(noted);
    noted.clear();
  }

  @Override
  public Set<Delivery.Id> renew(Collection<Delivery.Id> deliveries) {
    renewals.add(Set.copyOf(deliveries));
    Set<Delivery.Id> gone = new HashSet<>(deliveries);
    gone.retainAll(lost);
    return gone;
  }

  @Override
  public Duration lockTime() {
    return LOCK;
  }

  @Override
  public int deliveryLimit() {
    return 5;
  }

  @Override
  public void close() {
    flush();
  }
}
