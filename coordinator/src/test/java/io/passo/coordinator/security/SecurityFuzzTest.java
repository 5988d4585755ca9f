package io.passo.coordinator.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.security.directory.SecretBox;
import io.passo.coordinator.security.policy.AccessRequest;
import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import io.passo.coordinator.security.signature.Authorization;
import io.passo.coordinator.security.signature.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of strangers, changed at random: read, or refused by the declared exception. */
class SecurityFuzzTest {
  private static final int CASES = 20_000;
  private static final String HEADER =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/states/aws4_request, SignedHeaders=host;x-amz-date, Signature="
          + "0".repeat(64);
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Id\":\"x\",\"Statement\":[{\"Sid\":\"S\",\"Effect\":\"Allow\",\"Action\":[\"states:*\",\"s3:Get?bject\"],"
          + "\"Resource\":\"arn:aws:states:*:*:stateMachine:${aws:username, 'x'}*\",\"Condition\":{\"ForAnyValue:StringLikeIfExists\":{\"aws:TagKeys\":[\"a*\",\"b\"]},"
          + "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"},\"DateLessThan\":{\"aws:CurrentTime\":\"2026-01-02T03:04:05Z\"},\"NumericEquals\":{\"aws:EpochTime\":\"1.5\"},\"Null\":{\"aws:userid\":\"true\"}}}]}";
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "aws:username", List.of("a*b?$"),
          "aws:TagKeys", List.of("", "a"),
          "aws:SourceIp", List.of("no address"),
          "aws:CurrentTime", List.of("no time"),
          "aws:EpochTime", List.of("no number"));

  private final Random random = new Random(11);

  @Test
  void shouldReadOrRefusePolicies() {
    int read = 0;
    for (int n = 0; n < CASES; n++) {
      String text = changed(POLICY);
      try {
        PolicyDocument policy = PolicyDocument.ofIdentity(text);
        Evaluation.of(
            List.of(new NamedPolicy("p", policy)),
            new AccessRequest("states:StartExecution", changed("arn:aws:states:r:1:x"), KEYS));
        read++;
      } catch (MalformedPolicyException e) {
        assertThat(e.text()).isNotEmpty();
      }
    }
    assertThat(read).isBetween(1, CASES - 1);
  }

  @Test
  void shouldReadOrRefuseSignatures() {
    int read = 0;
    for (int n = 0; n < CASES; n++) {
      try {
        Authorization.parse(changed(HEADER));
        read++;
      } catch (RefusedException e) {
        assertThat(e.text()).isNotEmpty();
      }
    }
    assertThat(read).isBetween(1, CASES - 1);
  }

  @Test
  void shouldReadNoSessionTokenButItsOwn() {
    // given
    SessionTokens tokens =
        new SessionTokens(new SecretBox("a secret of some length", "tokens"), new Names());
    String token =
        new SecretBox("a secret of some length", "tokens").close("{\"a\":\"1\"}", "ASIA");

    // when / then
    assertThat(tokens.read("ASIA", token)).isPresent();
    assertThat(tokens.read("ASIB", token)).isEmpty();
    for (int n = 0; n < CASES / 10; n++) {
      String other = changed(token);
      // The last letter of base64 has bits that mean nothing.
      boolean same =
          other.length() == token.length()
              && other.startsWith(token.substring(0, token.length() - 1));
      assertThat(tokens.read("ASIA", other).isPresent()).isIn(same, other.equals(token));
    }
  }

  private String changed(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.insert(at, (char) random.nextInt(0x3000));
        case 2 -> changed.setCharAt(at, "{}[]\":,*?$/0a\u0000\ud800".charAt(random.nextInt(15)));
        default -> changed.insert(at, text, 0, random.nextInt(Math.min(40, text.length())));
      }
    }
    return changed.toString();
  }
}
