package io.passo.standalone.system;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Random secrets, made at the first start and kept beside the data, readable by their owner only.
 */
record Secrets(String api, String worker, String database) {
  private static final String FILE = "secrets.properties";
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static Secrets of(Path data) {
    Path file = data.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      return new Secrets(
          read(properties, "api", file),
          read(properties, "worker", file),
          read(properties, "database", file));
    } catch (IOException e) {
      throw new SystemException("Expected to read and write " + file + " but " + e, e);
    }
  }

  private static void create(Path file) throws IOException {
    Properties properties = new Properties();
    SecureRandom random = new SecureRandom();
    for (String name : new String[] {"api", "worker", "database"}) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      properties.setProperty(name, HexFormat.of().formatHex(secret));
    }
    StringWriter text = new StringWriter();
    properties.store(text, "Random, made at the first start. The data in this folder needs them.");
    Path part = file.resolveSibling(FILE + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, PRIVATE);
    Files.writeString(part, text.toString());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String read(Properties properties, String name, Path file) {
    String secret = properties.getProperty(name, "");
    if (secret.isBlank()) {
      throw new SystemException("Expected a secret '" + name + "' in " + file + " but found none");
    }
    return secret;
  }

  /** Never the values. */
  @Override
  public String toString() {
    return "Secrets[...]";
  }
}
