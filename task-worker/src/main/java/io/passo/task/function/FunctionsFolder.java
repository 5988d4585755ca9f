package io.passo.task.function;

import io.passo.task.runtime.FunctionJar;
import io.passo.task.runtime.HostedFunction;
import io.passo.task.runtime.HttpFunction;
import io.passo.task.runtime.UnusableFunctionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The functions of a folder: those that its jars name in {@code
 * META-INF/passo/functions.properties}, those that are given as code, and those of its own {@code
 * functions.properties}; what comes later in this list wins.
 */
public final class FunctionsFolder {
  static final String FILE = "functions.properties";
  static final String IN_JAR = "META-INF/passo/" + FILE;

  private static final System.Logger LOG = System.getLogger(FunctionsFolder.class.getName());
  private static final String JAR_SEPARATOR = "!";

  private final Path folder;
  private final HttpClient http;
  private final Waiting waiting;
  private final CodeFolder code;

  /**
   * Reads the folder when asked to; it need not exist yet.
   *
   * @param http calls functions at URLs
   * @param runtimes opens functions that are given as code
   * @param pool pool of this worker
   */
  public FunctionsFolder(Path folder, HttpClient http, CodeRuntimes runtimes, String pool) {
    this.folder = folder;
    this.http = http;
    this.waiting = runtimes.waiting();
    this.code = new CodeFolder(folder, runtimes, pool);
  }

  /** What tells one state of the folder from another. */
  Map<Path, String> stamp() {
    Map<Path, String> stamp = new HashMap<>(code.stamps());
    for (Path file : files()) {
      try {
        stamp.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        // Deleted meanwhile: the next look will find it gone.
        LOG.log(Level.DEBUG, "File of the functions folder not looked at: {0}", e.toString());
      }
    }
    return stamp;
  }

  /** Opens every function; one that cannot be used is reported in the log and left out. */
  Loaded load() {
    Loading loading = new Loading();
    List<Path> files = files();
    files.stream().filter(FunctionsFolder::isJar).forEach(loading::read);
    code.load().forEach(loading::take);
    files.stream().filter(file -> !isJar(file)).forEach(loading::read);
    return new Loaded(Map.copyOf(loading.functions), Set.copyOf(loading.atMostOnce));
  }

  private static boolean isJar(Path file) {
    return file.toString().endsWith(".jar");
  }

  // Sorted, so that the same jar wins whatever the file system says.
  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(FunctionsFolder::isJar).sorted().toList();
      List<Path> all = new ArrayList<>(jars);
      Path own = folder.resolve(FILE);
      if (Files.exists(own)) {
        all.add(own);
      }
      return all;
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "Functions folder not read: {0}", e.toString());
      return List.of();
    }
  }

  /** What the folder held when it was loaded. */
  record Loaded(Map<String, HostedFunction> functions, Set<String> atMostOnce) {
    static final Loaded NOTHING = new Loaded(Map.of(), Set.of());

    Optional<HostedFunction> find(String name) {
      return Optional.ofNullable(functions.get(name));
    }

    SortedSet<String> names() {
      return Collections.unmodifiableSortedSet(new TreeSet<>(functions.keySet()));
    }
  }

  private final class Loading {
    private final Map<String, HostedFunction> functions = new HashMap<>();
    private final Set<String> atMostOnce = new HashSet<>();
    private final Map<Path, FunctionJar> jars = new HashMap<>();

    void read(Path file) {
      try {
        boolean jar = isJar(file);
        FunctionSettings.read(jar ? propertiesOfJar(file) : properties(file))
            .forEach((name, settings) -> add(file, name, settings));
      } catch (IOException | UnusableFunctionException e) {
        LOG.log(Level.ERROR, "Functions of {0} left out: {1}", file, e.getMessage());
      }
    }

    private void add(Path file, String name, FunctionSettings settings) {
      try {
        HostedFunction function = open(file, name, settings);
        put(
            name,
            settings.limits().equals(CallLimits.NONE)
                ? function
                : new LimitedFunction(function, settings.limits(), waiting, () -> {}),
            settings.atMostOnce());
      } catch (IOException | UnusableFunctionException e) {
        LOG.log(Level.ERROR, "Function {0} left out: {1}", name, e.getMessage());
      }
    }

    void take(String name, CodeFolder.Hosted hosted) {
      put(name, hosted.function(), hosted.atMostOnce());
    }

    private void put(String name, HostedFunction function, boolean once) {
      functions.put(name, function);
      // What comes later wins in this, too.
      atMostOnce.remove(name);
      if (once) {
        atMostOnce.add(name);
      }
    }

    private HostedFunction open(Path file, String name, FunctionSettings settings)
        throws IOException, UnusableFunctionException {
      if (settings.isUrl()) {
        return new HttpFunction(http, settings.url(), settings.timeout());
      }
      if (isJar(file)) {
        return jar(file).function(name, settings.target());
      }
      String[] jarAndClass = settings.target().split(JAR_SEPARATOR, 2);
      if (jarAndClass.length != 2) {
        throw new UnusableFunctionException(
            "Expected a URL or a jar and class (shop.jar!com.acme.Ship) but found '"
                + settings.target()
                + "'");
      }
      return jar(inFolder(jarAndClass[0])).function(name, jarAndClass[1]);
    }

    private Path inFolder(String jar) throws UnusableFunctionException {
      Path path = folder.resolve(jar).normalize();
      if (!path.startsWith(folder.normalize()) || !Files.isRegularFile(path)) {
        throw new UnusableFunctionException(
            "Expected jar '" + jar + "' in the functions folder but there is none");
      }
      return path;
    }

    private FunctionJar jar(Path path) throws IOException {
      FunctionJar open = jars.get(path);
      if (open == null) {
        open = new FunctionJar(path);
        jars.put(path, open);
      }
      return open;
    }
  }

  private static Properties propertiesOfJar(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(IN_JAR);
      return entry == null ? new Properties() : load(file.getInputStream(entry));
    }
  }

  private static Properties properties(Path file) throws IOException {
    return load(Files.newInputStream(file));
  }

  private static Properties load(InputStream in) throws IOException {
    try (in) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    }
  }
}
