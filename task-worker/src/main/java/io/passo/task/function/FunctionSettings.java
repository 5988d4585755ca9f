package io.passo.task.function;

import io.passo.task.runtime.UnusableFunctionException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
 * ship.concurrency = 4                           calls at once, in one worker
 * ship.rate = 20                                 calls per second, in one worker
 * ship.at-most-once = true                       a call is never repeated because a worker was lost
 * </pre>
 *
 * @param target class, jar and class, or URL
 * @param timeout longest time a call may take
 * @param atMostOnce whether a call must be claimed before it is made
 * @param limits how often it may be called
 */
record FunctionSettings(String target, Duration timeout, boolean atMostOnce, CallLimits limits) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,140}");
  private static final String TIMEOUT = ".timeout";
  private static final String AT_MOST_ONCE = ".at-most-once";
  private static final List<String> ABOUT_ONE =
      List.of(TIMEOUT, AT_MOST_ONCE, ".concurrency", ".rate");

  /**
   * Reads a file.
   *
   * @return settings by function name, in the order of the names
   * @throws UnusableFunctionException if a key or value is not one of the above
   */
  static Map<String, FunctionSettings> read(Properties properties)
      throws UnusableFunctionException {
    SettingValues values = new SettingValues(properties);
    Map<String, FunctionSettings> settings = new LinkedHashMap<>();
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (ABOUT_ONE.stream().anyMatch(key::endsWith)) {
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
              values.seconds(key + TIMEOUT, DEFAULT_TIMEOUT),
              values.flag(key + AT_MOST_ONCE),
              CallLimits.of(values, key + ".", CallLimits.NONE.concurrency())));
    }
    return settings;
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
