package io.passo.task.function;

import io.passo.task.runtime.UnusableFunctionException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/** The values of a file of settings, each with what it must look like. */
record SettingValues(Properties properties) {

  Optional<String> text(String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  boolean flag(String key) throws UnusableFunctionException {
    String text = text(key).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(key, "true or false", text);
    };
  }

  Duration seconds(String key, Duration otherwise) throws UnusableFunctionException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse("PT" + text.get() + "S");
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw refused(key, "a positive number of seconds", text.get());
    }
    throw refused(key, "a positive number of seconds", text.get());
  }

  int whole(String key, int least, int otherwise) throws UnusableFunctionException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    String expected = "a whole number of at least " + least;
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(key, expected, text.get());
    }
    throw refused(key, expected, text.get());
  }

  /** A rate per second; 0 if there is none. */
  double rate(String key) throws UnusableFunctionException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      double rate = Double.parseDouble(text.get());
      if (rate > 0 && rate <= 1_000_000) {
        return rate;
      }
    } catch (NumberFormatException e) {
      throw refused(key, "a positive number per second", text.get());
    }
    throw refused(key, "a positive number per second", text.get());
  }

  private static UnusableFunctionException refused(String key, String expected, String found) {
    return new UnusableFunctionException(
        "Expected '" + key + "' to be " + expected + " but found '" + found + "'");
  }
}
