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
import java.util.List;
import java.util.Properties;

/**
 * Random secrets, made at the first start and kept beside the data, readable by their owner only.
 */
record Secrets(String api, String worker, String database, AccessKey admin) {
  private static final String FILE = "secrets.properties";
  private static final String ADMIN = "admin";
  private static final String ADMIN_ID = "AKIAPASSOLOCALADMIN1";
  private static final List<String> NAMES = List.of("api", "worker", "database", ADMIN);
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static Secrets of(Path data) {
    Path file = data.resolve(FILE);
    try {
      Properties properties = new Properties();
      if (Files.exists(file)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          properties.load(reader);
        }
      }
      if (complete(properties)) {
        write(properties, file);
      }
      return new Secrets(
          read(properties, "api", file),
          read(properties, "worker", file),
          read(properties, "database", file),
          new AccessKey(ADMIN_ID, read(properties, ADMIN, file)));
    } catch (IOException e) {
      throw new SystemException("Expected to read and write " + file + " but " + e, e);
    }
  }

  /** Adds what is missing: all at the first start, what is new after an update. */
  private static boolean complete(Properties properties) {
    SecureRandom random = new SecureRandom();
    boolean isChanged = false;
    for (String name : NAMES) {
      if (!properties.containsKey(name)) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        properties.setProperty(name, HexFormat.of().formatHex(secret));
        isChanged = true;
      }
    }
    return isChanged;
  }

  private static void write(Properties properties, Path file) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, "Random, made at the first start. The data in this folder needs them.");
    Path part = file.resolveSibling(FILE + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, PRIVATE);
    Files.writeString(part, text.toString());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
