package io.passo.coordinator.security.signature;

import io.passo.coordinator.security.signature.RefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Verifies signatures of requests (Signature Version 4): the time is at most five minutes off,
 * everything that decides what the request does is signed, and the signature is the one that the
 * secret gives.
 */
public final class SignatureCheck {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  // Those that decide what a request does; whoever changes one must not be believed.
  private static final List<String> SIGNED_IF_SENT =
      List.of("x-amz-target", "x-amz-security-token", "x-amz-content-sha256");
  private static final String WRONG =
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
          + " Access Key and signing method. Consult the service documentation for details.";

  private final SigningKeys keys = new SigningKeys();
  private final Set<String> services;

  /**
   * @param services that credentials may be scoped to
   */
  public SignatureCheck(Set<String> services) {
    this.services = Set.copyOf(services);
  }

  /**
   * Checks what needs no secret: time, scope and what is signed.
   *
   * @throws RefusedException saying what is wrong
   */
  public void checkForm(Authorization authorization, SignedRequest request, Instant now) {
    checkHeaders(authorization, request);
    String date = request.headers().first("x-amz-date");
    Instant signed = time(date);
    if (signed.isBefore(now.minus(SKEW))) {
      throw wrong(
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(date, TIME.format(now.minus(SKEW)), TIME.format(now)));
    }
    if (signed.isAfter(now.plus(SKEW))) {
      throw wrong(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(date, TIME.format(now.plus(SKEW)), TIME.format(now)));
    }
    if (!date.startsWith(authorization.scope().day())) {
      throw wrong(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%s' != '%s'"
              .formatted(authorization.scope().day(), date.substring(0, 8)));
    }
    if (!services.contains(authorization.scope().service())) {
      throw wrong("Credential should be scoped to correct service: 'states'.");
    }
  }

  /**
   * Checks the signature itself.
   *
   * @param secret secret access key
   * @throws RefusedException if it is another one
   */
  public void checkSignature(Authorization authorization, SignedRequest request, String secret) {
    String text =
        Authorization.ALGORITHM
            + '\n'
            + request.headers().first("x-amz-date")
            + '\n'
            + authorization.scope()
            + '\n'
            + Digests.hexSha256(CanonicalRequest.of(request, authorization.signedHeaders()));
    byte[] expected =
        Digests.hmac(keys.of(authorization.accessKeyId(), secret, authorization.scope()), text);
    byte[] found = authorization.signature().getBytes(StandardCharsets.US_ASCII);
    byte[] hex = HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII);
    // Takes the same time wherever they differ.
    if (!MessageDigest.isEqual(hex, found)) {
      throw wrong(WRONG);
    }
  }

  private static void checkHeaders(Authorization authorization, SignedRequest request) {
    List<String> signed = authorization.signedHeaders();
    if (!signed.contains("host") && !signed.contains(":authority")) {
      throw wrong("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (request.headers().first("x-amz-date").isEmpty()) {
      throw Authorization.incomplete(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!signed.contains("x-amz-date")) {
      throw wrong("'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (String name : SIGNED_IF_SENT) {
      List<String> values = request.headers().values(name);
      if (!values.isEmpty() && !signed.contains(name)) {
        throw wrong("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
      if (values.size() > 1) {
        throw wrong("Expected the header '" + name + "' once but found it more often.");
      }
    }
  }

  private static Instant time(String date) {
    try {
      return LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Authorization.incomplete(
          "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601"
              .formatted(date.length() > 64 ? "a longer text" : date));
    }
  }

  private static RefusedException wrong(String message) {
    return new RefusedException(Reason.WRONG_SIGNATURE, message);
  }
}
