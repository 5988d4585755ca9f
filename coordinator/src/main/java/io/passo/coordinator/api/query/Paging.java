package io.passo.coordinator.api.query;

import io.passo.coordinator.api.query.IamAction.IamCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Pages of a list as IAM has them: {@code MaxItems}, {@code Marker}, {@code IsTruncated}. */
final class Paging {
  private static final int STANDARD = 100;
  private static final int MOST = 1000;

  private Paging() {}

  /**
   * The page that a call asks for. A marker names the last entry before it, so entries that come
   * and go between two pages neither hide nor repeat others.
   *
   * @param name of the list
   * @param entries all of them
   * @param key tells them apart
   * @param member writes one of them
   */
  static <T> Consumer<Xml> page(
      IamCall call,
      String name,
      List<T> entries,
      Function<T, String> key,
      BiConsumer<Xml, T> member) {
    int size = call.parameters().integer("MaxItems", 1, MOST, STANDARD);
    String after = call.parameters().optional("Marker").map(Paging::decoded).orElse("");
    List<T> rest =
        entries.stream()
            .sorted((one, other) -> key.apply(one).compareTo(key.apply(other)))
            .filter(entry -> key.apply(entry).compareTo(after) > 0)
            .limit(size + 1L)
            .toList();
    boolean isTruncated = rest.size() > size;
    List<T> page = isTruncated ? rest.subList(0, size) : rest;
    return xml ->
        xml.list(name, page, member)
            .flag("IsTruncated", isTruncated)
            .text("Marker", isTruncated ? encoded(key.apply(page.getLast())) : null);
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw IamErrors.validation("Invalid Marker.");
    }
  }
}
