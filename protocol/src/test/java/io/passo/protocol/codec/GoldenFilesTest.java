package io.passo.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages of format 1 as they lie in topics of running systems. Run {@link #main} only to add a
 * kind, never to change one.
 */
class GoldenFilesTest {

  static Stream<Map.Entry<String, Object>> messages() {
    return Messages.all().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldReadWhatWasWritten(Map.Entry<String, Object> message) throws Exception {
    // given
    byte[] golden = golden(message.getKey());

    // when
    Object decoded = Messages.decodeLike(message.getValue(), golden);

    // then
    assertThat(decoded).usingRecursiveComparison().isEqualTo(message.getValue());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldWriteTheSameBytes(Map.Entry<String, Object> message) throws IOException {
    // given
    byte[] golden = golden(message.getKey());

    // when
    byte[] encoded = Messages.encode(message.getValue());

    // then
    assertThat(encoded).isEqualTo(golden);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        GoldenFilesTest.class.getResourceAsStream("/golden/v1/" + name + ".bin")) {
      assertThat(in).as("golden file of " + name).isNotNull();
      return in.readAllBytes();
    }
  }

  /** Writes the files that are missing in the folder given. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (Map.Entry<String, Object> message : Messages.all().entrySet()) {
      Path file = folder.resolve(message.getKey() + ".bin");
      if (!Files.exists(file)) {
        Files.write(file, Messages.encode(message.getValue()));
      }
    }
  }
}
