package io.passo.integration.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Queries of URLs, and headers, as Tasks write them. */
public final class Queries {
  private Queries() {}

  /** Names to values: one value or a list of them for each name; nulls are left out. */
  public static Map<String, List<String>> values(JsonNode object) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            each -> {
              List<String> texts = texts(each.getValue());
              if (!texts.isEmpty()) {
                values.put(each.getKey(), texts);
              }
            });
    return values;
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> texts.addAll(texts(each)));
    } else if (!value.isNull() && !value.isMissingNode()) {
      texts.add(text(value));
    }
    return texts;
  }

  /** A value as text: text as it is, everything else as JSON. */
  public static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /** A query or a form, without its question mark. */
  public static String encode(Map<String, List<String>> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach(
        (name, texts) -> texts.forEach(text -> pairs.add(encode(name) + "=" + encode(text))));
    return String.join("&", pairs);
  }

  /** A URL with more in its query. */
  public static String append(String url, String query) {
    if (query.isEmpty()) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + query;
  }

  /** A URL without some parameters of its query. */
  public static String without(String url, Set<String> names) {
    int mark = url.indexOf('?');
    if (mark < 0 || names.isEmpty()) {
      return url;
    }
    String rest =
        Arrays.stream(url.substring(mark + 1).split("&", -1))
            .filter(pair -> !names.contains(decode(pair.split("=", 2)[0])))
            .collect(Collectors.joining("&"));
    return append(url.substring(0, mark), rest);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
