package io.passo.task.function;

import io.passo.task.runtime.UnusableFunctionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a {@code functions.properties} says about one function.
 *
 * <pre>
 * charge-card = com.acme.ChargeCard              a class of the jar that the file lies in
 * charge-card = shop.jar!com.acme.ChargeCard     a class of a jar in the folder that the file lies in
 * ship = http://localhost:9000/ship              a URL
 * ship.timeout = 30                              seconds, for URLs
 * ship.at-most-once = true                       a call is never repeated because a worker was lost
 * </pre>
 *
 * @param target class, jar and class, or URL
 * @param timeout longest time a call may take
 * @param atMostOnce whether a call must be claimed before it is made
 */
record FunctionSettings(String target, Duration timeout, boolean atMostOnce) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,140}");
  private static final String TIMEOUT = ".timeout";
  private static final String AT_MOST_ONCE = ".at-most-once";

  /**
   * Reads a file.
   *
   * @return settings by function name, in the order of the names
   * @throws UnusableFunctionException if a key or value is not one of the above
   */
  static Map<String, FunctionSettings> read(Properties properties)
      throws UnusableFunctionException {
    Map<String, FunctionSettings> settings = new LinkedHashMap<>();
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.endsWith(TIMEOUT) || key.endsWith(AT_MOST_ONCE)) {
        continue;
      }
      if (!NAME.matcher(key).matches()) {
        throw new UnusableFunctionException(
            "Expected the name of a function (letters, digits, '-' and '_') but found '"
                + key
                + "'");
      }
      settings.put(
          key,
          new FunctionSettings(
              properties.getProperty(key).strip(),
              timeout(properties, key),
              atMostOnce(properties, key)));
    }
    return settings;
  }

  private static boolean atMostOnce(Properties properties, String name)
      throws UnusableFunctionException {
    String text = properties.getProperty(name + AT_MOST_ONCE, "false").strip();
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new UnusableFunctionException(
              "Expected '%s%s' to be true or false but found '%s'"
                  .formatted(name, AT_MOST_ONCE, text));
    };
  }

  private static Duration timeout(Properties properties, String name)
      throws UnusableFunctionException {
    String text = properties.getProperty(name + TIMEOUT);
    if (text == null) {
      return DEFAULT_TIMEOUT;
    }
    try {
      Duration timeout = Duration.parse("PT" + text.strip() + "S");
      if (timeout.isPositive()) {
        return timeout;
      }
    } catch (DateTimeParseException e) {
      // Reported below, like a number that is not positive.
      return refuse(name, text);
    }
    return refuse(name, text);
  }

  private static Duration refuse(String name, String found) throws UnusableFunctionException {
    throw new UnusableFunctionException(
        "Expected '"
            + name
            + TIMEOUT
            + "' to be a positive number of seconds but found '"
            + found
            + "'");
  }

  boolean isUrl() {
    return target.startsWith("http://") || target.startsWith("https://");
  }

  URI url() throws UnusableFunctionException {
    try {
      URI url = new URI(target);
      if (url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new UnusableFunctionException("Expected a URL but found '" + target + "'", e);
    }
    throw new UnusableFunctionException("Expected a URL with a host but found '" + target + "'");
  }
}
