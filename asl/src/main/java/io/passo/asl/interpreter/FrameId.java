package io.passo.asl.interpreter;

/**
 * Name of a frame within its execution, stable for its life and never used twice.
 *
 * <pre>
 * s        start facts
 * c        counters
 * r        root flow
 * r.5      fan-out or Map Run that event 5 started in the root flow
 * r.5.0    its first branch or iteration; below it the same again: r.5.0.9, r.5.0.9.3
 * r.5:0    its first hundred results
 * r.5:items  items that an expression gave; what a Map Run reads items from
 * r.5:p0   of a Map Run: its first page of items that were read
 * r.5:out  of a Map Run: where its results are written to
 * r.5:w0   of a Map Run: its first results to be written
 * r=x      variable x of the root flow; r.5.0=y of the first branch or iteration
 * </pre>
 */
public record FrameId(String value) {
  /** The immutable start facts. */
  public static final FrameId START = new FrameId("s");

  /** The counters. */
  public static final FrameId COUNTERS = new FrameId("c");

  /** The root flow. */
  public static final FrameId ROOT = new FrameId("r");

  public FrameId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Expected a frame id but found blank text");
    }
  }

  /** Of a flow: its fan-out that event {@code startedEvent} started. */
  public FrameId fanOut(long startedEvent) {
    return new FrameId(value + "." + startedEvent);
  }

  /** Of a fan-out: the flow of its branch or iteration {@code index}. */
  public FrameId child(int index) {
    return new FrameId(value + "." + index);
  }

  /** Of a fan-out: its chunk {@code number} of results. */
  public FrameId results(int number) {
    return new FrameId(value + ":" + number);
  }

  /** Of a fan-out: the items it iterates over. */
  public FrameId items() {
    return new FrameId(value + ":items");
  }

  /** Of a Map Run: page {@code number} of its items. */
  public FrameId page(int number) {
    return new FrameId(value + ":p" + number);
  }

  /** Of a Map Run: where its results are written to. */
  public FrameId destination() {
    return new FrameId(value + ":out");
  }

  /** Of a Map Run: chunk {@code number} of the results that are to be written. */
  public FrameId toWrite(int number) {
    return new FrameId(value + ":w" + number);
  }

  /** Of a flow: its variable {@code name}. */
  public FrameId variable(String name) {
    return new FrameId(value + "=" + name);
  }

  /** Of a fan-out: the flow that waits for it; of a branch or iteration: its fan-out. */
  public FrameId parent() {
    return new FrameId(value.substring(0, lastDot()));
  }

  /** Of a branch or iteration: its index from 0. */
  public int index() {
    return Integer.parseInt(value, lastDot() + 1, value.length(), 10);
  }

  private int lastDot() {
    int dot = value.lastIndexOf('.');
    if (dot < 0) {
      throw new IllegalStateException("Expected a frame with a parent but found " + value);
    }
    return dot;
  }

  @Override
  public String toString() {
    return value;
  }
}
