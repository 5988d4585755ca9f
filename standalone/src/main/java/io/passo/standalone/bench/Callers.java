package io.passo.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Callers that call again as soon as they have their answer. */
final class Callers implements AutoCloseable {
  private static final long LONGEST_MICROS = 600_000_000;
  // Whoever does not answer is not asked a thousand times a second.
  private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final URI endpoint;
  private final IntFunction<Request> requests;
  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
  private final HttpLoop loop = new HttpLoop("callers");
  private final LongAdder refused = new LongAdder();
  private int number;
  private volatile boolean measuring;

  private Callers(URI endpoint, IntFunction<Request> requests) {
    this.endpoint = endpoint;
    this.requests = requests;
  }

  /**
   * Calls until it is closed.
   *
   * @param requests what the n-th call sends
   */
  static Callers start(URI endpoint, int count, IntFunction<Request> requests) {
    Callers callers = new Callers(endpoint, requests);
    for (int caller = 0; caller < count; caller++) {
      callers.loop.execute(callers::call);
    }
    return callers;
  }

  /** Calls that are answered from now on count. */
  void measure() {
    measuring = true;
  }

  /** Stops calling; microseconds of the calls that were answered with success. */
  Histogram measured() {
    close();
    return micros;
  }

  /** Calls that were not answered with success. */
  long refused() {
    return refused.sum();
  }

  @Override
  public void close() {
    loop.close();
  }

  private void call() {
    Request request = requests.apply(number++ & Integer.MAX_VALUE);
    loop.send(endpoint, request, new Call(System.nanoTime()));
  }

  /** A call under way. */
  private final class Call implements HttpLoop.Listener {
    private final long begun;

    Call(long begun) {
      this.begun = begun;
    }

    @Override
    public void answered(int status, byte[] bytes, int bodyAt, int bodyLength) {
      if (status != 200) {
        refused.increment();
      } else if (measuring) {
        micros.recordValue(Math.min((System.nanoTime() - begun) / 1_000, LONGEST_MICROS));
      }
      loop.execute(Callers.this::call);
    }

    @Override
    public void failed(IOException reason) {
      refused.increment();
      loop.after(AFTER_FAILURE_NANOS, Callers.this::call);
    }
  }
}
