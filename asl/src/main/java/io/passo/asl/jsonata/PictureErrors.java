package io.passo.asl.jsonata;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Errors in pictures of dates and integers, which the library raises as text without a code. */
final class PictureErrors {
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "D3130",
              "Formatting or parsing an integer as a sequence starting with ",
              " is not supported by this implementation"),
          new Known(
              "D3131",
              "In a decimal digit pattern, all digits must be from the same decimal group",
              null),
          new Known("D3132", "Unknown component specifier ", " in date/time picture string"),
          new Known(
              "D3133",
              "The 'name' modifier can only be applied to months and days in the date/time picture"
                  + " string, not ",
              ""),
          new Known(
              "D3134",
              "The timezone integer format specifier cannot have more than four digits",
              null),
          new Known("D3135", "No matching closing bracket ']' in date/time picture string", null),
          new Known(
              "D3136",
              "The date/time picture string is missing specifiers required to parse the timestamp",
              null));

  private PictureErrors() {}

  /**
   * A text of the library.
   *
   * @param start how it starts
   * @param end how it ends behind the part of the picture that it names; null if it names none
   */
  private record Known(String code, String start, @Nullable String end) {
    Optional<String> text(String message) {
      if (end == null) {
        return message.equals(start) ? Optional.of(code + ": " + start) : Optional.empty();
      }
      int length = start.length() + end.length();
      if (!message.startsWith(start) || !message.endsWith(end) || message.length() < length) {
        return Optional.empty();
      }
      String named = message.substring(start.length(), message.length() - end.length());
      boolean quoted = named.length() > 1 && named.startsWith("\"") && named.endsWith("\"");
      return Optional.of(code + ": " + start + (quoted ? named : Texts.quoted(named)) + end);
    }
  }

  /** {@code <code>: <text>} for a message of the library; empty if it is no such error. */
  static Optional<String> text(@Nullable String message) {
    return message == null
        ? Optional.empty()
        : KNOWN.stream().flatMap(known -> known.text(message).stream()).findFirst();
  }
}
