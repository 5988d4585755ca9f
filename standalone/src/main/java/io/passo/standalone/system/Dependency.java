package io.passo.standalone.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** Asks a dependency whether it is there and fit, without a client library where a few bytes do. */
final class Dependency {
  private static final int TIMEOUT_MILLIS = 5_000;

  /** What it said. */
  record Answer(boolean good, String text) {}

  private Dependency() {}

  /** Reachable, and share groups are on. */
  static Answer kafka(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "default.api.timeout.ms",
            TIMEOUT_MILLIS,
            "request.timeout.ms",
            TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      var features =
          admin.describeFeatures().featureMetadata().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      int nodes = admin.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).size();
      FinalizedVersionRange share = features.finalizedFeatures().get("share.version");
      int version = share == null ? 0 : share.maxVersionLevel();
      return new Answer(
          version >= 1,
          "%s, %d broker(s), share.version=%d".formatted(bootstrapServers, nodes, version));
    } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
      return new Answer(false, bootstrapServers + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted");
    }
  }

  /**
   * Reachable, and it does not evict keys. A server that wants a password only has to be reachable.
   */
  static Answer redis(String url) {
    URI uri = URI.create(url);
    try (Socket socket = connect(uri, 6379)) {
      socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(US_ASCII));
      String info = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      Optional<String> policy = value(info, "maxmemory_policy");
      String version = value(info, "redis_version").orElse("unknown version");
      return new Answer(
          policy.map("noeviction"::equals).orElse(true),
          "%s:%d, %s, %s"
              .formatted(
                  uri.getHost(),
                  uri.getPort(),
                  version,
                  policy.orElse("no answer without a password")));
    } catch (IOException e) {
      return new Answer(false, uri.getHost() + ": " + e.getMessage());
    }
  }

  private static Optional<String> value(String info, String key) {
    Matcher matcher = Pattern.compile("^" + key + ":(.*?)\r?$", Pattern.MULTILINE).matcher(info);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Speaks PostgreSQL's protocol: it answers a request for TLS with one letter. */
  static Answer postgres(String url) {
    URI uri = URI.create(url.replaceFirst("^(jdbc:|vertx-reactive:)", ""));
    try (Socket socket = connect(uri, 5432)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(8);
      out.writeInt(80_877_103);
      out.flush();
      int letter = new DataInputStream(socket.getInputStream()).read();
      boolean good = letter == 'S' || letter == 'N';
      return new Answer(
          good, uri.getHost() + ":" + uri.getPort() + (good ? "" : ", but it is not PostgreSQL"));
    } catch (IOException e) {
      return new Answer(false, uri.getHost() + ": " + e.getMessage());
    }
  }

  private static Socket connect(URI uri, int standardPort) throws IOException {
    Socket socket = new Socket();
    int port = uri.getPort() < 0 ? standardPort : uri.getPort();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(uri.getHost(), port), TIMEOUT_MILLIS);
    return socket;
  }

  /** The readiness of a service. */
  static Answer health(String endpoint) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint).resolve("/q/health/ready"))
            .timeout(Duration.ofMillis(TIMEOUT_MILLIS))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean good = response.statusCode() == 200;
      return new Answer(good, good ? endpoint : response.body().replaceAll("\\s+", " "));
    } catch (IOException e) {
      return new Answer(false, endpoint + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted");
    }
  }
}
