package io.passo.coordinator.engine.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A Kafka partition with a log end and a high watermark: a record lands, is replicated and only
 * then seen by readers and acknowledged. Requests may land late, twice or never, and an
 * acknowledgement may be lost.
 */
public final class MemoryLog {
  private static final double LOST = 0.004;
  // Each send of a command is awaited by itself, so there its loss is the interesting case.
  private static final double MORE_OFTEN = 3;
  private static final double FLAKY = 0.25;
  private static final double SLOW = 0.01;
  private static final double DOUBLED = 0.01;
  private static final double SLOW_REPLICATION = 0.005;
  private static final double LOST_ACKNOWLEDGEMENT = 0.004;
  private static final double SENT_AGAIN = 0.6;
  private static final long SLOWEST_MICROS = 12_000_000;

  private final World world;
  private final boolean doubles;
  private final List<byte[]> records = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<Long> seen = new ArrayList<>();
  private final Map<Long, Sent> waiting = new HashMap<>();
  private final List<Runnable> readers = new ArrayList<>();
  private LongSupplier groupStart = () -> -1;
  private long slowFrom;
  private long slowUntil;
  private long start;
  private long highWatermark;
  private int generation;
  private long flakyUntil;
  private long stalledUntil;
  private boolean doubleNext;
  private boolean loseNext;
  private boolean loseNextRequest;

  /**
   * @param doubles whether a retry of a producer may append a record twice
   */
  public MemoryLog(World world, boolean doubles) {
    this.world = world;
    this.doubles = doubles;
  }

  /** Offset of the first record. */
  public long start() {
    return start;
  }

  /** Offset after the last record that readers see. */
  public long highWatermark() {
    return highWatermark;
  }

  /** Offset after the last record. */
  public long logEnd() {
    return records.size();
  }

  /** Where the share group that reads it stands, -1 without one. */
  long groupStart() {
    return groupStart.getAsLong();
  }

  /** Its share group. */
  void readBy(LongSupplier groupStart) {
    this.groupStart = groupStart;
  }

  /** Offset after the last record that the engine's consumers have fetched by now. */
  long fetchedEnd() {
    return world.micros() < slowUntil ? Math.min(slowFrom, highWatermark) : highWatermark;
  }

  /** For a while consumers of the engine get nothing new, although it can be seen. */
  public void slowConsumers(long micros) {
    slowFrom = highWatermark;
    slowUntil = world.micros() + micros;
  }

  /** When readers first could see a record, in microseconds of the world. */
  public long seenAt(long offset) {
    return seen.get((int) offset);
  }

  /** The record at an offset. */
  public byte[] get(long offset) {
    return records.get((int) offset);
  }

  /** Calls it whenever readers see more. */
  public void onNews(Runnable reader) {
    readers.add(reader);
  }

  /** Forgets records; nothing if the offset lies beyond the end. */
  public void deleteBefore(long offset) {
    if (offset <= highWatermark) {
      start = Math.max(start, offset);
    }
  }

  /**
   * Sends a record.
   *
   * @param mostMicros it lands within this time or never
   * @param acknowledged gets the offset, unless the acknowledgement is lost
   */
  public void send(byte[] value, long mostMicros, LongConsumer acknowledged) {
    if (loseNextRequest) {
      loseNextRequest = false;
      world.fault("append lost");
      return;
    }
    if (world.chance(often(LOST), "append lost")) {
      return;
    }
    long delay =
        world.chance(SLOW, "append late")
            ? world.between(1_000, Math.min(mostMicros, SLOWEST_MICROS))
            : world.between(100, 900);
    long last = mostMicros > SLOWEST_MICROS ? Long.MAX_VALUE : world.micros() + mostMicros;
    world.after(delay, () -> land(new Sent(value, last, acknowledged)));
  }

  private double often(double usually) {
    return world.micros() < flakyUntil ? FLAKY : doubles ? usually : usually * MORE_OFTEN;
  }

  /** Loses requests and answers for a while. */
  public void beFlaky(long micros) {
    flakyUntil = world.micros() + micros;
  }

  /**
   * Its followers are slow for a while, yet in sync: what lands is neither seen nor acknowledged
   * before that ends, and then all of it is.
   */
  public void stall(long micros) {
    stalledUntil = Math.max(stalledUntil, world.micros() + micros);
  }

  /** The next record is appended twice, and the second one acknowledged. */
  public void doubleNext() {
    doubleNext = true;
  }

  /** The next request never arrives. */
  public void loseNextRequest() {
    loseNextRequest = true;
  }

  /** The next acknowledgement is lost. */
  public void loseNextAcknowledgement() {
    loseNext = true;
  }

  private void land(Sent sent) {
    if (world.micros() > sent.last()) {
      return;
    }
    long offset = records.size();
    append(sent.value());
    if (doubles && world.chance(DOUBLED, "append doubled")) {
      append(sent.value());
      offset += world.random.nextInt(2);
    }
    if (doubleNext) {
      doubleNext = false;
      append(sent.value());
      offset++;
    }
    waiting.put(offset, sent);
    long end = records.size();
    int ofGeneration = generation;
    if (world.chance(SLOW_REPLICATION, "replication late")) {
      stall(world.between(10_000, 4_000_000));
    }
    long delay = Math.max(world.between(50, 500), stalledUntil - world.micros());
    world.after(delay, () -> replicate(end, ofGeneration));
  }

  private void append(byte[] value) {
    records.add(value);
    times.add(world.micros());
  }

  /** Offset of the first record appended at or after a moment. */
  public long offsetAt(long micros) {
    long offset = start;
    while (offset < highWatermark && times.get((int) offset) < micros) {
      offset++;
    }
    return offset;
  }

  /**
   * The leader moves: what only it had is gone. Producers send some of that again, and give up on
   * the rest.
   */
  public void failOver() {
    generation++;
    List<Sent> lost = new ArrayList<>();
    waiting.forEach(
        (offset, sent) -> {
          if (offset >= highWatermark) {
            lost.add(sent);
          }
        });
    waiting.clear();
    while (records.size() > highWatermark) {
      records.removeLast();
      times.removeLast();
    }
    for (Sent sent : lost) {
      if (world.random.nextDouble() < SENT_AGAIN) {
        world.after(world.between(1_000, 1_500_000), () -> land(sent));
      }
    }
  }

  /** A record on its way; it lands until {@code last} or never. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Sent(byte[] value, long last, LongConsumer acknowledged) {}

  private void replicate(long end, int ofGeneration) {
    if (ofGeneration != generation) {
      return;
    }
    for (; highWatermark < end; highWatermark++) {
      seen.add(world.micros());
      Sent sent = waiting.remove(highWatermark);
      long offset = highWatermark;
      if (sent != null && !isAcknowledgementLost()) {
        world.after(50, () -> sent.acknowledged().accept(offset));
      }
    }
    readers.forEach(Runnable::run);
  }

  private boolean isAcknowledgementLost() {
    boolean lost = loseNext;
    loseNext = false;
    return lost || world.chance(often(LOST_ACKNOWLEDGEMENT), "acknowledgement lost");
  }
}
