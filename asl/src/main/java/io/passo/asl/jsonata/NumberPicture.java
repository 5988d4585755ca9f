package io.passo.asl.jsonata;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the picture of {@code $formatNumber} (XPath Functions and Operators 4.7.3) with the errors
 * of the reference implementation; the library's formatter takes other pictures, too.
 */
final class NumberPicture {
  private final @Nullable Map<?, ?> options;
  private final String decimal;
  private final String grouping;
  private final String exponent;
  private final String percent;
  private final String perMille;
  private final String optional;
  private final String zero;

  private NumberPicture(@Nullable Map<?, ?> options) {
    this.options = options;
    this.decimal = option("decimal-separator", ".");
    this.grouping = option("grouping-separator", ",");
    this.exponent = option("exponent-separator", "e");
    this.percent = option("percent", "%");
    this.perMille = option("per-mille", "\u2030");
    this.optional = option("digit", "#");
    this.zero = option("zero-digit", "0");
  }

  private String option(String name, String otherwise) {
    return options != null && options.get(name) instanceof String text && !text.isEmpty()
        ? text
        : otherwise;
  }

  /**
   * @throws JsonataError D3080 to D3093
   */
  static void check(String picture, @Nullable Map<?, ?> options) {
    NumberPicture symbols = new NumberPicture(options);
    String separator = Pattern.quote(symbols.option("pattern-separator", ";"));
    String[] parts = picture.split(separator, -1);
    if (parts.length > 2) {
      throw new JsonataError(
          "D3080", "The picture string must only contain a maximum of two sub-pictures");
    }
    for (String part : parts) {
      symbols.check(part);
    }
  }

  private void check(String part) {
    int start = 0;
    while (start < part.length() && !isActive(part.charAt(start), false)) {
      start++;
    }
    int end = part.length();
    while (end > start && !isActive(part.charAt(end - 1), false)) {
      end--;
    }
    boolean found = start < end;
    String active = found ? part.substring(start, end) : part;
    String suffix = found ? part.substring(end) : "";
    int exponentAt = active.indexOf(exponent);
    String mantissa = exponentAt < 0 ? active : active.substring(0, exponentAt);
    int decimalAt = mantissa.indexOf(decimal);
    String whole = decimalAt < 0 ? mantissa : mantissa.substring(0, decimalAt);
    String fraction = decimalAt < 0 ? suffix : mantissa.substring(decimalAt + 1);
    checkExponent(part, exponentAt < 0 ? null : active.substring(exponentAt + 1));
    checkDigits(whole, fraction);
    checkGrouping(part, whole);
    if (active.chars().anyMatch(c -> !isActive((char) c, true))) {
      throw new JsonataError(
          "D3086",
          "The sub-picture must not contain a passive character that is preceded by an active"
              + " character and that is followed by another active character");
    }
    if (mantissa.chars().noneMatch(c -> isDigit((char) c) || optional.indexOf(c) >= 0)) {
      throw new JsonataError(
          "D3085",
          "The mantissa part of a sub-picture must contain at least one character that is either an"
              + " 'optional digit character' or a member of the 'decimal digit family'");
    }
    checkOnce(part);
  }

  private void checkExponent(String part, @Nullable String digits) {
    if (digits == null) {
      return;
    }
    if (digits.isEmpty() || digits.chars().anyMatch(c -> !isDigit((char) c))) {
      throw new JsonataError(
          "D3093",
          "The exponent part of the sub-picture must comprise only of one or more characters that"
              + " are members of the 'decimal digit family'");
    }
    if (part.contains(percent) || part.contains(perMille)) {
      throw new JsonataError(
          "D3092",
          "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a"
              + " character treated as an 'exponent-separator'");
    }
  }

  private void checkDigits(String whole, String fraction) {
    int last = fraction.lastIndexOf(optional);
    if (last >= 0 && fraction.substring(last).chars().anyMatch(c -> isDigit((char) c))) {
      throw new JsonataError(
          "D3091",
          "The fractional part of the sub-picture must not contain an instance of the 'optional"
              + " digit character' that is followed by a member of the 'decimal digit family'");
    }
    int first = whole.indexOf(optional);
    if (first >= 0 && whole.substring(0, first).chars().anyMatch(c -> isDigit((char) c))) {
      throw new JsonataError(
          "D3090",
          "The integer part of the sub-picture must not contain a member of the 'decimal digit"
              + " family' that is followed by an instance of the 'optional digit character'");
    }
  }

  private void checkGrouping(String part, String whole) {
    if (part.contains(grouping + grouping)) {
      throw new JsonataError(
          "D3089",
          "The sub-picture must not contain two adjacent instances of the 'grouping-separator'"
              + " character");
    }
    if (part.contains(grouping + decimal) || part.contains(decimal + grouping)) {
      throw new JsonataError(
          "D3087",
          "The sub-picture must not contain a 'grouping-separator' character that appears adjacent"
              + " to a 'decimal-separator' character");
    }
    if (!part.contains(decimal) && whole.endsWith(grouping)) {
      throw new JsonataError(
          "D3088",
          "The sub-picture must not contain a 'grouping-separator' at the end of the integer part");
    }
  }

  private void checkOnce(String part) {
    if (part.contains(percent) && part.contains(perMille)) {
      throw new JsonataError(
          "D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character");
    }
    checkOnce(part, perMille, "D3083", "per-mille");
    checkOnce(part, percent, "D3082", "percent");
    checkOnce(part, decimal, "D3081", "decimal-separator");
  }

  private static void checkOnce(String part, String symbol, String code, String name) {
    if (part.indexOf(symbol) != part.lastIndexOf(symbol)) {
      throw new JsonataError(
          code,
          "The sub-picture must not contain more than one instance of the '"
              + name
              + "' character");
    }
  }

  private boolean isActive(char c, boolean withExponent) {
    return isDigit(c)
        || decimal.indexOf(c) >= 0
        || grouping.indexOf(c) >= 0
        || optional.indexOf(c) >= 0
        || (withExponent && exponent.indexOf(c) >= 0);
  }

  private boolean isDigit(char c) {
    return c >= zero.charAt(0) && c < zero.charAt(0) + 10;
  }
}
