package io.passo.coordinator.security.signature;

import io.passo.coordinator.security.signature.RefusedException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Authorization} of Signature Version 4.
 *
 * @param accessKeyId whose secret signs
 * @param scope what the signing key is for
 * @param signedHeaders names in lower case, in the order of the signature
 * @param signature 64 lower-case hexadecimal digits
 */
public record Authorization(
    String accessKeyId, Scope scope, List<String> signedHeaders, String signature) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final int LONGEST = 4096;
  private static final int MOST_HEADERS = 64;
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "([\\w.+=@-]{1,128})/(\\d{8})/([a-z0-9-]{1,32})/([a-z0-9-]{1,32})/aws4_request");
  private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HEADERS = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~;-]{1,2048}");

  /** Day, region and service of a signature. */
  public record Scope(String day, String region, String service) {
    @Override
    public String toString() {
      return day + "/" + region + "/" + service + "/aws4_request";
    }
  }

  /**
   * Reads the header.
   *
   * @param header its value; empty if it was not sent
   * @throws RefusedException for one that is missing, malformed or of another scheme
   */
  public static Authorization parse(String header) {
    if (header.isEmpty()) {
      throw new RefusedException(Reason.NOT_SIGNED, "Missing Authentication Token");
    }
    if (header.length() > LONGEST || !header.startsWith(ALGORITHM)) {
      throw incomplete(
          "Unsupported AWS 'algorithm': expected Authorization to begin with " + ALGORITHM);
    }
    Map<String, String> parameters = parameters(header.substring(ALGORITHM.length()));
    requireAll(parameters);
    Matcher credential = CREDENTIAL.matcher(parameters.getOrDefault("Credential", ""));
    if (!credential.matches()) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term");
    }
    String signature = parameters.getOrDefault("Signature", "");
    if (!SIGNATURE.matcher(signature).matches()) {
      throw incomplete("Signature must be 64 lower-case hexadecimal digits");
    }
    return new Authorization(
        credential.group(1),
        new Scope(credential.group(2), credential.group(3), credential.group(4)),
        headers(parameters.getOrDefault("SignedHeaders", "")),
        signature);
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : text.split(",", 8)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals).strip(), parameter.substring(equals + 1).strip());
      }
    }
    return parameters;
  }

  private static void requireAll(Map<String, String> parameters) {
    StringBuilder missing = new StringBuilder();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parameters.getOrDefault(name, "").isEmpty()) {
        missing.append("Authorization header requires '").append(name).append("' parameter. ");
      }
    }
    if (!missing.isEmpty()) {
      throw incomplete(missing.toString().strip());
    }
  }

  private static List<String> headers(String text) {
    List<String> names = List.of(text.split(";", -1));
    if (!HEADERS.matcher(text).matches() || names.size() > MOST_HEADERS) {
      throw incomplete("SignedHeaders must be names of headers in lower case, separated by ';'");
    }
    return names;
  }

  static RefusedException incomplete(String message) {
    return new RefusedException(Reason.INCOMPLETE, message);
  }
}
