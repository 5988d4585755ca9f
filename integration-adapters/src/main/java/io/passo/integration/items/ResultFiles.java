package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The files of one kind of results, such as {@code SUCCEEDED_0.json}, {@code SUCCEEDED_1.json}. */
final class ResultFiles {
  /** A further file begins when one has so many bytes. */
  static final long LARGEST = 5L << 30;

  private final S3Client client;
  private final WriteRequest asked;
  private final String kind;
  private final long largest;
  private final ArrayNode complete = JsonText.MAPPER.createArrayNode();
  private @Nullable ResultFile file;

  ResultFiles(S3Client client, WriteRequest asked, String kind, long largest) {
    this.client = client;
    this.asked = asked;
    this.kind = kind;
    this.largest = largest;
  }

  /** Files that are complete already come first; new ones are numbered after them. */
  void keep(JsonNode files) {
    files.forEach(complete::add);
  }

  /** Writes one result, which is JSON. */
  void add(byte[] result) throws IOException {
    ResultFile to = file;
    if (to != null && to.size() + result.length + 2 > largest) {
      complete();
      to = null;
    }
    if (to == null) {
      String end = asked.lines() ? ".jsonl" : ".json";
      to = new ResultFile(client, asked, asked.folder() + kind + "_" + complete.size() + end);
      file = to;
    }
    to.add(result);
  }

  /** Makes the last file visible; what the manifest says about all of them. */
  ArrayNode complete() {
    if (file != null) {
      file.complete();
      complete.addObject().put("Key", file.key()).put("Size", file.size());
      file = null;
    }
    return complete;
  }

  /** Drops the file that is not complete. */
  void abort() {
    if (file != null) {
      file.abort();
    }
  }
}
