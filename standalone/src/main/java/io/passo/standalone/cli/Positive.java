package io.passo.standalone.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of at least 1; any other is refused before something is started for it. */
final class Positive implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (number < 1) {
      throw new TypeConversionException(
          "Expected a whole number of at least 1 but was '" + text + "'");
    }
    return number;
  }
}
