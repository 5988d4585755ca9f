/**
 * Encodes and decodes what travels over Kafka.
 *
 * <p>A message is a header and a body:
 *
 * <pre>
 * 'P' 'S'  formatVersion  minReader  kind  macLength  mac (0 or 16 bytes)   body: one CBOR map
 * </pre>
 *
 * The MAC, where there is one, covers the six bytes before it and the body. Payloads, frames,
 * history and messages for other partitions are byte strings of the body, written as they are.
 *
 * <p><b>How the format grows.</b> Fields have short names and are written in a fixed order. A new
 * field goes to the end of its map and is optional when read; then an old reader skips it and a new
 * reader finds nothing in old messages. Names are never reused. A change that an old reader cannot
 * survive raises {@code minReader}; a reader refuses messages whose {@code minReader} is above its
 * own format version and reads every other one. Release N reads N−1 to N+1 and writes N−1 until the
 * upgrade is finalised (correctness.md §14). The files under {@code golden/v1} of the tests are
 * messages of format 1 and must stay readable.
 *
 * <p>Whatever the bytes are, decoding gives a message or {@link
 * io.passo.protocol.codec.MalformedMessageException}, in memory proportional to the length of the
 * bytes.
 */
@NullMarked
package io.passo.protocol.codec;

import org.jspecify.annotations.NullMarked;
