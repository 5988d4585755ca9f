package io.passo.coordinator.security.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The text of a request whose digest is signed. */
final class CanonicalRequest {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private CanonicalRequest() {}

  static String of(SignedRequest request, List<String> signedHeaders) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    text.append(path(request.path())).append('\n');
    text.append(request.query().isEmpty() ? "" : query(request.query())).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':');
      appendValues(request.headers().values(name), text);
      text.append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(Digests.hexSha256(request.body())).toString();
  }

  // The path is sent encoded and encoded once more for the signature.
  private static String path(String path) {
    return path.equals("/") || path.isEmpty() ? "/" : encoded(path, true);
  }

  private static String query(String query) {
    List<String> parameters = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      if (parameter.isEmpty()) {
        continue;
      }
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      parameters.add(encoded(decoded(name), false) + "=" + encoded(decoded(value), false));
    }
    parameters.sort(null);
    return String.join("&", parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not encoded as it should be, so no client has signed it either.
      return text;
    }
  }

  private static String encoded(String text, boolean keepSlashes) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (UNRESERVED.indexOf(c) >= 0 || (keepSlashes && c == '/')) {
        encoded.append(c);
      } else {
        encoded.append('%').append(DIGITS[c >> 4]).append(DIGITS[c & 0xf]);
      }
    }
    return encoded.toString();
  }

  private static void appendValues(List<String> values, StringBuilder text) {
    for (int n = 0; n < values.size(); n++) {
      if (n > 0) {
        text.append(',');
      }
      appendTrimmed(values.get(n), text);
    }
  }

  // Without white space around, and sequences of blanks are one.
  private static void appendTrimmed(String value, StringBuilder text) {
    boolean blank = false;
    boolean begun = false;
    for (int n = 0; n < value.length(); n++) {
      char c = value.charAt(n);
      if (c == ' ' || c == '\t') {
        blank = true;
      } else {
        if (blank && begun) {
          text.append(' ');
        }
        blank = false;
        begun = true;
        text.append(c);
      }
    }
  }
}
