package io.passo.worker.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorDocumentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"errorType\": \"E\", \"n\": 1.50} | {\"errorType\":\"E\",\"n\":1.50}",
        "{\"stackTrace\": [\"  a b\", \"c\"]} | {\"stackTrace\":[\"  a b\",\"c\"]}",
        "no JSON | no JSON",
        "{\"broken\": | {\"broken\":"
      })
  void shouldDropTheSpaceBetweenThePartsOnly(String document, String compact) {
    assertThat(ErrorDocument.compact(document)).isEqualTo(compact);
  }
}
