package io.passo.task.runtime;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * Clients that call functions at URLs.
 *
 * <p>A call on a connection that the function's server is about to close fails, and cannot be made
 * again: nobody knows whether the server has read it. Servers close connections that were idle for
 * some seconds (Node.js 5, gunicorn 2), so clients have to do it before them.
 */
public final class FunctionClients {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  // Seconds, for all clients of the JVM; read once, when the first of them is made.
  private static final String IDLE = "jdk.httpclient.keepalive.timeout";
  private static final String SHORTEST = "1";

  static {
    if (System.getProperty(IDLE) == null) {
      System.setProperty(IDLE, SHORTEST);
    }
  }

  private FunctionClients() {}

  /** A client that keeps idle connections for a second, or what {@value #IDLE} says. */
  public static HttpClient create() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }
}
