package io.passo.standalone.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * So many per second: a number above 0; any other is refused before something is started for it.
 */
final class PositiveRate implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new TypeConversionException("Expected a number above 0 but was '" + text + "'");
    }
    return number;
  }
}
