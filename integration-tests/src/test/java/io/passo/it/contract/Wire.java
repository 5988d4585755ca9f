package io.passo.it.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is below requests: connections, and how bytes arrive on them. */
final class Wire {
  private static final long BETWEEN_BYTES_MILLIS = 100;
  private static final int LIMIT_MILLIS = 20_000;

  private Wire() {}

  /**
   * Sends a beginning at once and then a byte now and then, for ever.
   *
   * @return milliseconds until the other side ended it
   */
  static long dribble(URI endpoint, String beginning, char then)
      throws IOException, InterruptedException {
    return dribble(endpoint, beginning.getBytes(StandardCharsets.US_ASCII), then);
  }

  /** The same with a beginning that is no text. */
  static long dribble(URI endpoint, byte[] beginning, char then)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(LIMIT_MILLIS);
      OutputStream out = socket.getOutputStream();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (InputStream in = socket.getInputStream()) {
                      in.readAllBytes();
                    } catch (IOException e) {
                      // Reset instead of closed: the same to us.
                      return;
                    }
                  });
      out.write(beginning);
      while (reader.isAlive()) {
        if (System.nanoTime() - begin > LIMIT_MILLIS * 1_000_000L) {
          return Long.MAX_VALUE;
        }
        writeUnlessClosed(out, then);
        Thread.sleep(BETWEEN_BYTES_MILLIS);
      }
    }
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static void writeUnlessClosed(OutputStream out, char next) {
    try {
      out.write(next);
      out.flush();
    } catch (IOException e) {
      // The reader sees it, too.
      return;
    }
  }

  /** Two requests over HTTP/2, as a client without TLS begins it; the answers. */
  static HttpResponse<String> http2(URI endpoint, String action, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofMillis(LIMIT_MILLIS))
            .header("X-Amz-Target", "AWSStepFunctions." + action)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      // The first one asks for the other protocol.
      client.send(request, HttpResponse.BodyHandlers.ofString());
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
