package io.passo.integration.web;

import io.passo.integration.IntegrationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Where HTTP calls of Tasks may go: to public addresses by {@code https}, and to hosts that the
 * installation names. A state machine must not reach what only the adapters can reach, such as
 * metadata services, brokers or databases.
 */
@ApplicationScoped
public class Destinations {
  private static final int UNIQUE_LOCAL_MASK = 0xfe;
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int SHARED_FIRST = 100;
  private static final int SHARED_SECOND_MASK = 0xc0;
  private static final int SHARED_SECOND = 64;

  private final List<String> allowedHosts;
  private final boolean allowPrivate;

  /** Reads what is allowed from the configuration. */
  public Destinations(WebConfig config) {
    allowedHosts =
        config.allowedHosts().orElse(List.of()).stream()
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .toList();
    allowPrivate = config.allowPrivate();
  }

  /**
   * A URL that may be called.
   *
   * @throws IntegrationException if it is none or may not be called
   */
  URI check(String url) throws IntegrationException {
    URI uri = parse(url);
    String host = uri.getHost();
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw refused("Expected ApiEndpoint to be an https URL but found '" + url + "'");
    }
    if (uri.getUserInfo() != null) {
      throw refused("Expected ApiEndpoint to have no user name; use a connection");
    }
    if (!isNamed(host)) {
      checkPublic(scheme, host);
    }
    return uri;
  }

  private static URI parse(String url) throws IntegrationException {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw refused("Expected ApiEndpoint to be an https URL but found '" + url + "'");
    }
  }

  private boolean isNamed(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return allowPrivate
        || allowedHosts.stream()
            .anyMatch(
                allowed ->
                    allowed.startsWith("*.")
                        ? name.endsWith(allowed.substring(1))
                        : name.equals(allowed));
  }

  // The addresses are those that the call then goes to: the JVM keeps them for a while.
  private static void checkPublic(String scheme, String host) throws IntegrationException {
    if (!scheme.equals("https")) {
      throw refused("Expected ApiEndpoint to be an https URL but found " + scheme);
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isPublic(address)) {
          throw refused(
              "The host '"
                  + host
                  + "' has a private address; allow it by PASSO_WEB_ALLOWED_HOSTS if Tasks may call it");
        }
      }
    } catch (UnknownHostException e) {
      throw new IntegrationException("States.TaskFailed", "The host '" + host + "' is unknown");
    }
  }

  private static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal =
        address instanceof Inet6Address && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    boolean shared =
        bytes.length == 4
            && bytes[0] == SHARED_FIRST
            && (bytes[1] & SHARED_SECOND_MASK) == SHARED_SECOND;
    return !(address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || shared
        || bytes[0] == 0);
  }

  private static IntegrationException refused(String reason) {
    return new IntegrationException("States.Runtime", reason);
  }
}
