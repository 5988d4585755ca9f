package io.passo.coordinator.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The member {@code tags} of requests that create something. */
public final class RequestTags {
  /** Tags of one resource. */
  public static final int MOST = 50;

  /** Constraints of a key. */
  public static final Text KEY = Text.length(1, 128);

  private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{N}\\p{Z}\\s_.:/=+\\-@]*");
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

  /** Fails with {@code TooManyTags} above the limit, and for reserved keys and other characters. */
  public static void check(Map<String, String> tags, String resource) {
    if (tags.size() > MOST) {
      throw ApiErrors.tooManyTags(resource);
    }
    for (String key : tags.keySet()) {
      if (key.startsWith("aws:")) {
        throw ApiErrors.validation("Tag keys starting with 'aws:' are reserved: '" + key + "'");
      }
    }
    tags.forEach(RequestTags::checkCharacters);
  }

  private static void checkCharacters(String key, String value) {
    if (!LEGAL.matcher(key).matches() || !LEGAL.matcher(value).matches()) {
      throw ApiErrors.validation(
          "Tags may only contain letters, digits, white space and the symbols _ . : / = + - @, but the tag '"
              + key
              + "' contains others");
    }
  }
}
