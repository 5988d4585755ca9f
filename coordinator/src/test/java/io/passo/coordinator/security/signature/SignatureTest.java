package io.passo.coordinator.security.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.passo.coordinator.security.signature.RefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Against signatures that the AWS SDK makes. */
class SignatureTest {
  private static final String ID = "AKIDEXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int CASES = 2000;

  private final SignatureCheck check = new SignatureCheck(Set.of("states", "iam", "sts"));

  @Test
  void shouldAcceptWhatTheSdkSigns() {
    // given
    Random random = new Random(42);

    for (int n = 0; n < CASES; n++) {
      // when
      SignedRequest request = signed(random(random), NOW, random.nextBoolean());

      // then
      assertThatCode(() -> verify(request, SECRET))
          .as(request.toString())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void shouldRefuseEveryChangeOfWhatIsSigned() {
    // given
    Random random = new Random(43);

    for (int n = 0; n < CASES; n++) {
      SignedRequest request = signed(random(random), NOW, false);

      // when
      SignedRequest changed = changed(request, random);

      // then
      assertThat(reason(changed, SECRET)).isEqualTo(Reason.WRONG_SIGNATURE);
    }
  }

  @Test
  void shouldRefuseAnotherSecret() {
    assertThat(reason(signed(simple(), NOW, false), SECRET + "x"))
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @Test
  void shouldTakeClocksThatAreAlmostFiveMinutesOff() {
    for (Duration skew : List.of(Duration.ofMinutes(-5), Duration.ofMinutes(5))) {
      assertThatCode(() -> verify(signed(simple(), NOW.plus(skew), false), SECRET))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void shouldRefuseOldSignatures() {
    assertThatThrownBy(() -> verify(signed(simple(), NOW.minusSeconds(301), false), SECRET))
        .hasMessage(
            "Signature expired: 20260102T025904Z is now earlier than 20260102T025905Z (20260102T030405Z - 5 min.)");
  }

  @Test
  void shouldRefuseSignaturesOfTheFuture() {
    assertThatThrownBy(() -> verify(signed(simple(), NOW.plusSeconds(301), false), SECRET))
        .hasMessage(
            "Signature not yet current: 20260102T030906Z is still later than 20260102T030905Z (20260102T030405Z + 5 min.)");
  }

  @Test
  void shouldSayThatNothingIsSigned() {
    assertThat(reason(new SignedRequest("POST", "/", "", name -> List.of(), new byte[0]), SECRET))
        .isEqualTo(Reason.NOT_SIGNED);
  }

  @Test
  void shouldSayWhatIsMissing() {
    // given
    SignedRequest request =
        withHeader(
            signed(simple(), NOW, false),
            "authorization",
            "AWS4-HMAC-SHA256 Credential=a/20260102/r/states/aws4_request");

    // when / then
    assertThatThrownBy(() -> verify(request, SECRET))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.INCOMPLETE))
        .hasMessage(
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.");
  }

  @Test
  void shouldRefuseATargetThatIsNotSigned() {
    // given
    SignedRequest request =
        withHeader(signed(simple(), NOW, false), "x-amz-target", "AWSStepFunctions.DeleteActivity");

    // when / then
    assertThatThrownBy(() -> verify(request, SECRET))
        .hasMessage("'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
  }

  @Test
  void shouldRefuseAnotherService() {
    // given
    Unsigned request = new Unsigned("/", "", Map.of(), "{}", "sqs");

    // when / then
    assertThatThrownBy(() -> verify(signed(request, NOW, false), SECRET))
        .hasMessage("Credential should be scoped to correct service: 'states'.");
  }

  @Test
  void shouldRefuseAnythingElseInTheHeader() {
    for (String header :
        List.of(
            "Bearer x",
            "AWS4-HMAC-SHA256",
            "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=" + "0".repeat(64),
            "AWS4-HMAC-SHA256 Credential=a/20260102/r/states/aws4_request, SignedHeaders=host, Signature=0",
            "AWS4-HMAC-SHA256 Credential=a/20260102/r/states/aws4_request, SignedHeaders=H\u00e4, Signature="
                + "0".repeat(64),
            "AWS4-HMAC-SHA256 " + "x".repeat(5000))) {
      assertThat(reason(withHeader(signed(simple(), NOW, false), "authorization", header), SECRET))
          .as(header)
          .isEqualTo(Reason.INCOMPLETE);
    }
  }

  private Reason reason(SignedRequest request, String secret) {
    return catchThrowableOfType(RefusedException.class, () -> verify(request, secret)).reason();
  }

  private void verify(SignedRequest request, String secret) {
    Authorization authorization = Authorization.parse(request.headers().first("authorization"));
    check.checkForm(authorization, request, NOW);
    check.checkSignature(authorization, request, secret);
  }

  private record Unsigned(
      String path, String query, Map<String, String> headers, String body, String service) {}

  private static Unsigned simple() {
    return new Unsigned("/", "", Map.of(), "{}", "states");
  }

  private static Unsigned random(Random random) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Amz-Target", "AWSStepFunctions." + text(random, 1, 10, "abcXYZ"));
    for (int n = random.nextInt(4); n > 0; n--) {
      headers.put("x-h" + n, text(random, 0, 20, "ab  ,;=\t/%"));
    }
    String path = random.nextInt(3) > 0 ? "/" : "/" + text(random, 1, 8, "ab%C3/-_.~");
    return new Unsigned(
        path.replaceAll("%(?!C3)", "x").replaceAll("/+", "/").replaceAll("/\\.+", "/a"),
        random.nextBoolean() ? "" : "q=" + text(random, 0, 8, "abc123-_.~") + "&a=%2F%20&b",
        headers,
        text(random, 0, 200, "{}\"a\u00e4\u20ac "),
        random.nextBoolean() ? "states" : "iam");
  }

  private static String text(Random random, int least, int most, String letters) {
    StringBuilder text = new StringBuilder();
    for (int n = least + random.nextInt(most - least + 1); n > 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static SignedRequest signed(Unsigned request, Instant at, boolean session) {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    String query = request.query().isEmpty() ? "" : "?" + request.query();
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create("http://localhost:8080" + request.path() + query));
    request.headers().forEach(http::putHeader);
    AwsCredentialsIdentity identity =
        session
            ? AwsSessionCredentialsIdentity.create(ID, SECRET, "token/+=")
            : AwsCredentialsIdentity.create(ID, SECRET);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(identity)
                        .request(http.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, request.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
            .request();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(signed.headers());
    return new SignedRequest(
        "POST",
        request.path(),
        request.query(),
        name -> headers.getOrDefault(name, List.of()),
        body);
  }

  private static SignedRequest changed(SignedRequest request, Random random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          new SignedRequest(
              "PUT", request.path(), request.query(), request.headers(), request.body());
      case 1 ->
          new SignedRequest(
              request.method(),
              request.path() + "x",
              request.query(),
              request.headers(),
              request.body());
      case 2 ->
          new SignedRequest(
              request.method(), request.path(), "z=1", request.headers(), request.body());
      case 3 -> withHeader(request, "x-amz-target", "AWSStepFunctions.Other");
      default -> {
        byte[] body = new byte[request.body().length + 1];
        random.nextBytes(body);
        yield new SignedRequest(
            request.method(), request.path(), request.query(), request.headers(), body);
      }
    };
  }

  private static SignedRequest withHeader(SignedRequest request, String name, String value) {
    return new SignedRequest(
        request.method(),
        request.path(),
        request.query(),
        asked ->
            asked.equalsIgnoreCase(name)
                ? new ArrayList<>(List.of(value))
                : request.headers().values(asked),
        request.body());
  }
}
