package io.passo.protocol.mac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MacsTest {
  private static final MacKey KEY = MacKey.ofSecret("0123456789abcdef");

  @Test
  void shouldAgreeWithRfc4231() {
    // given test case 1
    MacKey key = MacKey.ofBase64(base64("0b".repeat(20)));

    // when
    byte[] mac = Macs.sign(key, "Hi There".getBytes(StandardCharsets.UTF_8));

    // then
    assertThat(HexFormat.of().formatHex(mac)).isEqualTo("b0344c61d8db38535ca8afceaf0bf12b");
  }

  @Test
  void shouldSignPartsAsOne() {
    // given
    byte[] whole = "abcdef".getBytes(StandardCharsets.UTF_8);
    byte[] ab = "ab".getBytes(StandardCharsets.UTF_8);
    byte[] cdef = "cdef".getBytes(StandardCharsets.UTF_8);

    // when
    byte[] mac = Macs.sign(KEY, ab, cdef);

    // then
    assertThat(mac).isEqualTo(Macs.sign(KEY, whole)).isEqualTo(Macs.sign(KEY, ab, whole, 2, 4));
    assertThat(Macs.matches(mac, KEY, whole)).isTrue();
    assertThat(Macs.matches(mac, MacKey.ofSecret("0123456789abcdeg"), whole)).isFalse();
  }

  @Test
  void shouldRefuseShortSecrets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MacKey.ofSecret("short"))
        .withMessage("Expected a secret of at least 16 bytes but found 5");
    assertThatIllegalArgumentException().isThrownBy(() -> MacKey.ofBase64("AAAA"));
  }

  @Test
  void shouldNotShowTheSecret() {
    assertThat(KEY.toString()).doesNotContain("0123456789");
  }

  @Test
  void shouldGiveEveryAttemptItsOwnKey() {
    // given
    ResultKeys keys = new ResultKeys(KEY);

    // when
    String key = keys.text("arn:a", 12, "p");

    // then
    assertThat(key).hasSize(43).isEqualTo(keys.text("arn:a", 12, "p"));
    assertThat(key)
        .isNotEqualTo(keys.text("arn:a", 13, "p"))
        .isNotEqualTo(keys.text("arn:b", 12, "p"))
        .isNotEqualTo(keys.text("arn:a", 12, "q"));
  }

  private static String base64(String hex) {
    return java.util.Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
