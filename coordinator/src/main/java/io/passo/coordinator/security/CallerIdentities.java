package io.passo.coordinator.security;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads account and region from the credential scope of a SigV4 header.
 *
 * <p>The signature is not verified here: the API is reachable on loopback only unless credentials
 * are configured. An access key id of twelve digits names the account, any other key id the default
 * one.
 */
public final class CallerIdentities {
  // Credential=<access key id>/<yyyymmdd>/<region>/<service>/aws4_request
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "Credential=([^/,\\s]{1,128})/\\d{8}/([a-z0-9-]{1,32})/[a-z0-9-]{1,32}/aws4_request");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private final CallerIdentity fallback;

  public CallerIdentities(CallerIdentity fallback) {
    this.fallback = fallback;
  }

  /**
   * @param authorization value of the {@code Authorization} header, if sent
   */
  public CallerIdentity identify(@Nullable String authorization) {
    if (authorization == null) {
      return fallback;
    }
    Matcher credential = CREDENTIAL.matcher(authorization);
    if (!credential.find()) {
      return fallback;
    }
    String key = credential.group(1);
    String account = ACCOUNT.matcher(key).matches() ? key : fallback.account();
    return new CallerIdentity(account, credential.group(2));
  }
}
