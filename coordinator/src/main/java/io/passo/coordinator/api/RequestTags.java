package io.passo.coordinator.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The member {@code tags} of requests that create something. */
public final class RequestTags {
  private static final int MOST = 50;
  private static final Text KEY = Text.length(1, 128);
  private static final Text VALUE = Text.length(0, 256);

  private RequestTags() {}

  /** Reads the tags; of a key given twice the last value counts. */
  public static Map<String, String> read(Members members) {
    List<Members> tags = members.structures("tags");
    Map<String, String> values = new LinkedHashMap<>();
    for (Members tag : tags) {
      String value = tag.optional("value", VALUE);
      values.put(tag.required("key", KEY), value == null ? "" : value);
    }
    return values;
  }

  /** Fails with {@code TooManyTags} above the limit, and for keys that are reserved. */
  public static void check(Map<String, String> tags, String resource) {
    if (tags.size() > MOST) {
      throw ApiErrors.tooManyTags(resource);
    }
    for (String key : tags.keySet()) {
      if (key.startsWith("aws:")) {
        throw ApiErrors.validation("Tag keys starting with 'aws:' are reserved: '" + key + "'");
      }
    }
  }
}
