package io.passo.protocol.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Partitions;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.token.InvalidTaskTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTokenCodecTest {
  private static final String ARN =
      "arn:aws:states:us-east-1:000000000000:execution:orders:order-1";
  private static final TaskTokenCodec CODEC =
      new TaskTokenCodec(MacKey.ofSecret("a-cluster-secret-of-32-characters"));
  private static final ExecutionKey KEY = ExecutionKey.of(ARN);

  @ParameterizedTest
  @CsvSource({
    "0, 1, 000000000000, ''",
    "63, 25000, 123456789012, approve",
    "999999, 999999999999999999, tenant-a, ü"
  })
  void shouldReadItsTokens(int partition, long attempt, String tenant, String queue)
      throws Exception {
    // given
    TaskToken token = new TaskToken(partition, KEY, attempt, tenant, queue);

    // when
    String text = CODEC.encode(token);

    // then
    assertThat(text).matches("[A-Za-z0-9_-]{1,200}");
    assertThat(CODEC.decode(text)).isEqualTo(token);
  }

  @Test
  void shouldMintTheSameTokenForTheSameAttempt() throws Exception {
    // given
    TaskTokenMinter minter = new TaskTokenMinter(CODEC, 16);

    // when
    String token = minter.mint(ARN, 7);

    // then
    assertThat(token).isEqualTo(minter.mint(ARN, 7)).isNotEqualTo(minter.mint(ARN, 8));
    assertThat(CODEC.decode(token))
        .isEqualTo(new TaskToken(Partitions.of(ARN, 16), KEY, 7, "000000000000", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "not base64!",
        "AAAA",
        "djF8MHwxfGFiY3wx",
        "djJ8MHwxfGFiY3wxfHRlbmFudHx8AAAAAAAAAAAAAAAAAAAAAA"
      })
  void shouldCallOtherTextMalformed(String text) {
    assertThatExceptionOfType(InvalidTaskTokenException.class)
        .isThrownBy(() -> CODEC.decode(text))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void shouldCallLongTextMalformed() {
    assertThatExceptionOfType(InvalidTaskTokenException.class)
        .isThrownBy(() -> CODEC.decode("A".repeat(201)))
        .withMessage("Expected a task token but it is longer than 200 characters");
  }

  @Test
  void shouldRefuseTheTokenOfAnotherCluster() {
    // given
    TaskTokenCodec other = new TaskTokenCodec(MacKey.ofSecret("another-secret-of-32-characters.."));
    String token = other.encode(new TaskToken(1, KEY, 2, "000000000000", ""));

    // when, then
    assertThatExceptionOfType(InvalidTaskTokenException.class)
        .isThrownBy(() -> CODEC.decode(token))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_MAC));
  }

  @Test
  void shouldRefuseAnotherAttemptUnderTheSameMac() {
    // given
    byte[] token =
        Base64.getUrlDecoder().decode(CODEC.encode(new TaskToken(1, KEY, 2, "000000000000", "")));
    String text =
        new String(token, StandardCharsets.ISO_8859_1)
            .replace("|2|000000000000|", "|3|000000000000|");
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));

    // when, then
    assertThatExceptionOfType(InvalidTaskTokenException.class)
        .isThrownBy(() -> CODEC.decode(forged))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.BAD_MAC));
  }

  @Test
  void shouldSurviveAnyText() {
    // given
    Random random = new Random(1);
    String token = CODEC.encode(new TaskToken(1, KEY, 2, "000000000000", ""));

    // when, then
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(token);
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x3000));
      if (text.toString().equals(token)) {
        continue;
      }
      assertThatExceptionOfType(InvalidTaskTokenException.class)
          .isThrownBy(() -> CODEC.decode(text.toString()));
    }
  }

  @Test
  void shouldRefuseFieldsThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.encode(new TaskToken(1, KEY, 2, "a|b", "")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.encode(new TaskToken(1, KEY, 2, "t".repeat(64), "q".repeat(64))));
  }
}
