package io.passo.protocol.codec;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;

/** The one CBOR factory: safe for threads, bounded for hostile bytes. */
final class Cbor {
  private static final int DEEPEST = 16;
  private static final int LONGEST_NAME = 64;

  // Not per thread: workers encode on virtual threads, which would each get buffers of their own.
  static final CBORFactory FACTORY =
      CBORFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxDocumentLength(Envelope.LONGEST)
                  .maxStringLength(Envelope.LONGEST)
                  .build())
          // Half a surrogate pair becomes U+FFFD instead of an exception.
          .enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING)
          .build();

  private Cbor() {}
}
