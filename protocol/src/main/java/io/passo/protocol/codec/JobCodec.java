package io.passo.protocol.codec;

import io.passo.protocol.Job;
import io.passo.protocol.mac.MacKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.jobs}, signed with the key of the pool. */
public final class JobCodec {
  private JobCodec() {}

  /**
   * Makes a record's value.
   *
   * @param worker key that coordinators and the workers of the pool share
   */
  public static byte[] encode(Job job, MacKey worker) {
    return BodyWriter.signedMessage(Kind.JOB, job, JobCodec::write, worker);
  }

  /**
   * Reads a record without checking its MAC.
   *
   * @throws MalformedMessageException if it is no job
   */
  public static Job decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.JOB, JobCodec::read);
  }

  /** True if the record was signed with this key. */
  public static boolean isSignedBy(byte[] message, MacKey worker) {
    return Envelope.isSignedBy(message, worker);
  }

  private static void write(BodyWriter out, Job job) throws IOException {
    out.object("c", job.command(), StepMessageCodec::write)
        .text("p", job.pool())
        .payload("h", job.handle())
        .number("at", job.submittedAt());
  }

  private static Job read(BodyReader in) throws IOException, MalformedMessageException {
    return new Job(
        in.object("c", StepMessageCodec::read), in.text("p"), in.payload("h"), in.number("at"));
  }
}
