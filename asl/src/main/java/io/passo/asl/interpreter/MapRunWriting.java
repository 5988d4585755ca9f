package io.passo.asl.interpreter;

import io.passo.asl.data.StatesError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a Map Run has written the results that {@code ResultWriter} exports. Results wait in
 * frames of their own until enough are there for one part; after the last part they are published.
 *
 * @param number part that is being written or comes next, from 0; in frames {@code wn}
 * @param isOpen whether it is being written; {@code wo}
 * @param isPublishing whether that is the last call, which publishes all parts; {@code wp}
 * @param first number of the first chunk of results that is kept; {@code wf}
 * @param upTo number of the chunk after those that are being written, {@code first} if none is:
 *     they are kept until they are written, for who writes them may be lost; {@code wu}
 * @param next number of the next chunk; {@code wx}
 * @param bytes size of what waits behind what is being written; {@code wb}
 * @param error why the Map Run fails when the results are published; null unless it does; {@code
 *     we}
 * @param cause text for people about that; {@code wc}
 */
public record MapRunWriting(
    int number,
    boolean isOpen,
    boolean isPublishing,
    int first,
    int upTo,
    int next,
    long bytes,
    @Nullable String error,
    @Nullable String cause) {
  /** Nothing has been written; the first part gets that number. */
  public static MapRunWriting from(int first) {
    return new MapRunWriting(first, false, false, 0, 0, 0, 0, null, null);
  }

  /** Results of {@code more} bytes wait in chunks before {@code nextChunk}. */
  public MapRunWriting waiting(int nextChunk, int more) {
    return new MapRunWriting(
        number, isOpen, isPublishing, first, upTo, nextChunk, bytes + more, error, cause);
  }

  /** The chunks before {@code chunk} are being written, {@code size} bytes. */
  public MapRunWriting writing(int chunk, long size) {
    return new MapRunWriting(number, true, false, first, chunk, next, bytes - size, error, cause);
  }

  /** All parts are being published. */
  public MapRunWriting publishing() {
    return new MapRunWriting(number, true, true, first, upTo, next, bytes, error, cause);
  }

  /** The part has been written. */
  public MapRunWriting written() {
    return new MapRunWriting(number + 1, false, false, upTo, upTo, next, bytes, error, cause);
  }

  /** The Map Run has failed; it ends when the results that are there are published. */
  public MapRunWriting failed(StatesError failure) {
    return new MapRunWriting(
        number, isOpen, isPublishing, first, upTo, next, bytes, failure.name(), failure.cause());
  }

  /** Whether all that is being written is kept: by earlier versions it was not. */
  public boolean isWhole() {
    return isPublishing || upTo > first;
  }

  /** Whether the Map Run has failed and only waits for its results to be published. */
  public boolean isClosing() {
    return error != null;
  }

  /** Why it has failed. */
  public StatesError failure() {
    return new StatesError(Objects.requireNonNull(error), Objects.requireNonNullElse(cause, ""));
  }
}
