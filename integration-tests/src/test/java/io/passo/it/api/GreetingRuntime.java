package io.passo.it.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A custom runtime of a function, to be deployed as this one class: it answers with a greeting and
 * the version of the code, or fails, or ends, as the event tells it.
 */
public final class GreetingRuntime {
  private GreetingRuntime() {}

  /**
   * Serves events until the process is ended.
   *
   * @param arguments the version that answers have
   */
  public static void main(String[] arguments) throws IOException {
    String api =
        "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
    while (true) {
      HttpURLConnection next = open(api + "next");
      String event = read(next);
      String context = next.getHeaderField("Lambda-Runtime-Client-Context");
      System.out.println("got " + event + (context == null ? "" : " with " + context));
      if (event.contains("exit")) {
        // What a runtime that breaks does.
        Runtime.getRuntime().halt(3);
      }
      boolean fails = event.contains("fail");
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      post(
          api + id + (fails ? "/error" : "/response"),
          fails
              ? "{\"errorType\":\"OutOfStock\",\"errorMessage\":\"none left\"}"
              : greeting(System.getenv("GREETING"), arguments[0]));
    }
  }

  private static String greeting(@Nullable String text, String version) {
    return "{\"greeting\":\"" + text + "\",\"version\":" + version + "}";
  }

  private static void post(String url, String body) throws IOException {
    HttpURLConnection post = open(url);
    post.setDoOutput(true);
    post.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    read(post);
  }

  private static HttpURLConnection open(String url) throws IOException {
    URL parsed = URI.create(url).toURL();
    return (HttpURLConnection) parsed.openConnection();
  }

  private static String read(HttpURLConnection connection) throws IOException {
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
