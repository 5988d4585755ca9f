package io.passo.task.function;

import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.UnusableFunctionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Functions of a folder that are given as code: every subfolder and every zip with a {@code
 * function.properties} or a {@code bootstrap} in it, or with a {@code <name>.properties} beside it,
 * which wins. It is named as its function. What has not changed since the last look goes on as it
 * is, with its processes.
 */
final class CodeFolder {
  static final String FILE = "function.properties";

  private static final System.Logger LOG = System.getLogger(CodeFolder.class.getName());
  private static final String BOOTSTRAP = "bootstrap";
  private static final String ZIP = ".zip";
  private static final String BESIDE = ".properties";
  private static final int DEEPEST = 16;
  private static final int MOST_FILES = 5_000;
  // Not looked into: large, or written by what runs.
  private static final Set<String> UNWATCHED = Set.of("node_modules", "__pycache__", ".git");

  private final Path folder;
  private final CodeRuntimes runtimes;
  private final String pool;
  private Map<String, Hosted> hosted = Map.of();

  /**
   * A function that is open.
   *
   * @param stamp what its files and settings looked like
   */
  record Hosted(String stamp, HostedFunction function, boolean atMostOnce) {}

  /**
   * @param pool pool of this worker: functions of others are left out
   */
  CodeFolder(Path folder, CodeRuntimes runtimes, String pool) {
    this.folder = folder;
    this.runtimes = runtimes;
    this.pool = pool;
  }

  /** What tells one state of the code from another, by its place. */
  Map<Path, String> stamps() {
    Map<Path, String> stamps = new HashMap<>();
    for (Path code : codes()) {
      stamps.put(code, stampOf(code));
    }
    return stamps;
  }

  /** Opens what is new or changed; one that cannot be used is reported in the log and left out. */
  Map<String, Hosted> load() {
    Map<String, Hosted> now = new HashMap<>();
    for (Path code : codes()) {
      String name = name(code);
      try {
        String stamp = code + " " + stampOf(code);
        Hosted before = hosted.get(name);
        Hosted next = before != null && before.stamp().equals(stamp) ? before : open(code, stamp);
        if (next != null) {
          now.put(name, next);
        }
      } catch (IOException | UnusableFunctionException e) {
        LOG.log(Level.ERROR, "Function {0} left out: {1}", name, e.getMessage());
      }
    }
    hosted = Map.copyOf(now);
    return hosted;
  }

  private @Nullable Hosted open(Path code, String stamp)
      throws IOException, UnusableFunctionException {
    String name = name(code);
    if (!FunctionSettings.NAME.matcher(name).matches()) {
      throw new UnusableFunctionException(
          "Expected a name of letters, digits, '-' and '_' but found '" + name + "'");
    }
    CodeSettings settings = CodeSettings.read(properties(code));
    if (!settings.pool().orElse(pool).equals(pool)) {
      return null;
    }
    HostedFunction function =
        isZip(code)
            ? runtimes.openArchive(name, code, settings)
            : runtimes.open(name, code, settings, () -> {});
    return new Hosted(stamp, function, settings.atMostOnce());
  }

  private List<Path> codes() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(this::isCode).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "Functions folder not read: {0}", e.toString());
      return List.of();
    }
  }

  private boolean isCode(Path path) {
    String file = path.getFileName().toString();
    if (file.startsWith(".")) {
      return false;
    }
    if (isZip(path)) {
      return true;
    }
    return Files.isDirectory(path)
        && (Files.exists(path.resolve(FILE))
            || Files.exists(path.resolve(BOOTSTRAP))
            || Files.exists(beside(path)));
  }

  private static boolean isZip(Path path) {
    return path.toString().endsWith(ZIP) && Files.isRegularFile(path);
  }

  private static String name(Path code) {
    String file = code.getFileName().toString();
    return isZip(code) ? file.substring(0, file.length() - ZIP.length()) : file;
  }

  private static Path beside(Path code) {
    return code.resolveSibling(name(code) + BESIDE);
  }

  private static Properties properties(Path code) throws IOException, UnusableFunctionException {
    Path beside = beside(code);
    if (Files.exists(beside)) {
      return read(Files.newInputStream(beside));
    }
    if (!isZip(code)) {
      Path inside = code.resolve(FILE);
      return Files.exists(inside) ? read(Files.newInputStream(inside)) : new Properties();
    }
    try (ZipFile zip = new ZipFile(code.toFile())) {
      ZipEntry entry = zip.getEntry(FILE);
      if (entry != null) {
        return read(zip.getInputStream(entry));
      }
      if (zip.getEntry(BOOTSTRAP) != null) {
        return new Properties();
      }
    }
    throw new UnusableFunctionException(
        "Expected " + FILE + " or bootstrap in it, or " + beside.getFileName() + " beside it");
  }

  private static Properties read(InputStream in) throws IOException {
    try (in) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IllegalArgumentException e) {
      throw new IOException("Expected a file of properties but found " + e.getMessage(), e);
    }
  }

  private static String stampOf(Path code) {
    StringBuilder stamp = new StringBuilder();
    stamp(beside(code)).ifPresent(stamp::append);
    if (isZip(code)) {
      stamp(code).ifPresent(stamp::append);
      return stamp.toString();
    }
    try {
      SortedSet<String> files = new TreeSet<>();
      Files.walkFileTree(code, Set.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new Watched(files));
      files.forEach(stamp::append);
    } catch (IOException e) {
      // Changed meanwhile: the next look sees what has become of it.
      LOG.log(Level.DEBUG, "Code not looked at: {0}", e.toString());
    }
    return stamp.toString();
  }

  private static final class Watched extends SimpleFileVisitor<Path> {
    private final SortedSet<String> files;

    Watched(SortedSet<String> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return UNWATCHED.contains(folder.getFileName().toString())
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        files.add(file + stamp(attributes));
      }
      return files.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  private static Optional<String> stamp(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(stamp(Files.readAttributes(file, BasicFileAttributes.class)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String stamp(BasicFileAttributes attributes) {
    return " " + attributes.lastModifiedTime() + " " + attributes.size() + "\n";
  }
}
