package io.passo.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Mappers for payloads: as large as the limit allows, where Jackson stops at 20 MB by itself. */
public final class PayloadJson {
  private static final int JACKSON_LIMIT = StreamReadConstraints.DEFAULT_MAX_STRING_LEN;

  private PayloadJson() {}

  /** A new mapper. */
  public static JsonMapper mapper() {
    return builder().build();
  }

  /** The begin of one with settings of its own. */
  public static JsonMapper.Builder builder() {
    int longest = Math.max(JACKSON_LIMIT, ResultSize.LIMIT);
    return JsonMapper.builder(
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(longest).build())
            .build());
  }
}
