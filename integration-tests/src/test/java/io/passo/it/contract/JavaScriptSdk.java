package io.passo.it.contract;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The AWS SDK for JavaScript, as Node.js runs it; {@code npm ci} in {@code integration-tests/js}
 * fetches it.
 */
final class JavaScriptSdk {
  private static final Path FOLDER =
      Path.of(System.getProperty("passo.root", "..")).resolve("integration-tests/js");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private JavaScriptSdk() {}

  /** Whether Node.js and the SDK are here. */
  static boolean isInstalled() {
    try {
      return Files.isDirectory(FOLDER.resolve("node_modules/@aws-sdk/client-sfn"))
          && new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What was printed, and how the process ended. */
  record Outcome(int status, String output) {}

  /** Runs {@code suite.mjs}. */
  static Outcome run(URI endpoint, String keyId, String secret, String role)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("suite", ".log");
    ProcessBuilder suite =
        new ProcessBuilder("node", "suite.mjs")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    suite.environment().put("PASSO_ENDPOINT", endpoint.toString());
    suite.environment().put("PASSO_ROLE", role);
    suite.environment().put("AWS_ACCESS_KEY_ID", keyId);
    suite.environment().put("AWS_SECRET_ACCESS_KEY", secret);
    Process process = suite.start();
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return new Outcome(ended ? process.exitValue() : -1, text);
  }
}
