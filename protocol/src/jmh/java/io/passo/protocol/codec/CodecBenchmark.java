package io.passo.protocol.codec;

import io.passo.protocol.mac.Macs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time of encoding and decoding one message of each kind, and of its MAC. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
public class CodecBenchmark {
  /** Name of the message, as of its golden file. */
  @Param({
    "step-command",
    "step-marker",
    "job",
    "result-succeeded",
    "result-heartbeat",
    "result-claim",
    "request-start",
    "request-stop",
    "message-start-child",
    "message-child-finished",
    "reply-started",
    "reply-task",
    "control-cancel",
    "control-functions",
    "journal-open",
    "journal-commit",
    "journal-commit-empty"
  })
  public String message;

  private Object value;
  private byte[] bytes;

  /** Makes the message. */
  @Setup
  public void make() {
    value = Messages.all().get(message);
    bytes = Messages.encode(value);
  }

  /** Encodes it; what is signed is signed, too. */
  @Benchmark
  public byte[] encode() {
    return Messages.encode(value);
  }

  /** Decodes it, without checking its MAC. */
  @Benchmark
  public Object decode() throws MalformedMessageException {
    return Messages.decodeLike(value, bytes);
  }

  /** A MAC over its bytes. */
  @Benchmark
  public byte[] mac() {
    return Macs.sign(Messages.POOL, bytes);
  }
}
