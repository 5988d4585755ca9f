package io.passo.coordinator.api.limits;

import io.passo.coordinator.config.InvalidSettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of a token bucket and how fast it fills.
 *
 * @param size tokens of a full bucket, 1 or more
 * @param perSecond tokens that are added each second, 1 or more
 */
public record Rate(int size, int perSecond) {
  private static final Pattern SETTING = Pattern.compile("(\\w{1,64})=(\\d{1,9})/(\\d{1,9})");

  public Rate {
    if (size < 1 || perSecond < 1) {
      throw new InvalidSettingException(
          "Expected a rate of at least 1/1 but found " + size + "/" + perSecond);
    }
  }

  /**
   * Reads {@code Action=size/perSecond,…}.
   *
   * @throws InvalidSettingException for anything else
   */
  static Map<String, Rate> parseAll(String text) {
    Map<String, Rate> rates = new HashMap<>();
    for (String setting : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher rate = SETTING.matcher(setting.strip());
      if (!rate.matches()) {
        throw new InvalidSettingException(
            "Expected PASSO_THROTTLE_RATES as Action=size/perSecond,… but found '" + setting + "'");
      }
      rates.put(
          rate.group(1),
          new Rate(Integer.parseInt(rate.group(2)), Integer.parseInt(rate.group(3))));
    }
    return rates;
  }
}
