package io.passo.integration.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a connection refers to: {@code ${env:NAME}} and {@code ${file:PATH}}. */
final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final UnaryOperator<@Nullable String> environment;

  Secrets(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * A text with its references replaced.
   *
   * @throws IOException if one of them refers to nothing; the message has no secret
   */
  String resolve(String text) throws IOException {
    StringBuilder resolved = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String value =
          reference.group(1).equals("env")
              ? variable(reference.group(2))
              : file(Path.of(reference.group(2)));
      reference.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return reference.appendTail(resolved).toString();
  }

  private String variable(String name) throws IOException {
    String value = environment.apply(name);
    if (value == null) {
      throw new IOException("Expected the environment variable " + name + " but it is missing");
    }
    return value;
  }

  private static String file(Path path) throws IOException {
    if (!Files.isReadable(path)) {
      throw new IOException("Expected the file " + path + " but it cannot be read");
    }
    return Files.readString(path, StandardCharsets.UTF_8).strip();
  }
}
