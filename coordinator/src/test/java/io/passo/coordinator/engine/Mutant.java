package io.passo.coordinator.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The engine and its simulation with a bug planted in their sources. The changed sources are
 * compiled in memory, and a class loader of its own gives them to a simulation, so nothing in the
 * code that ships knows of bugs.
 */
final class Mutant {
  private static final String PACKAGE = "io.passo.coordinator.engine.";
  private static final Path MAIN = Path.of("src/main/java/io/passo/coordinator/engine");
  private static final Path TEST = Path.of("src/test/java/io/passo/coordinator/engine");

  private final LongFunction<List<String>> run;

  private Mutant(LongFunction<List<String>> run) {
    this.run = run;
  }

  /**
   * A change of a source file.
   *
   * @param file its name, with {@code memory/} before it if it is a simulated server
   * @param find a text that occurs in it exactly once
   */
  record Patch(String file, String find, String replacement) {}

  /**
   * What was found.
   *
   * @param seeds runs until the first violation, or all of them
   * @param seed that shows it, -1 if there was none
   * @param violation the first one, null if there was none
   */
  record Finding(long seeds, long seed, @Nullable String violation) {}

  /** Compiles the patches. */
  static Mutant of(List<Patch> patches) throws ReflectiveOperationException {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Patch patch : patches) {
      String source = sources.computeIfAbsent(patch.file(), Mutant::source);
      sources.put(patch.file(), patched(source, patch));
    }
    ClassLoader loader = new Loader(compile(sources));
    @SuppressWarnings("unchecked") // it is what its source says
    LongFunction<List<String>> run =
        (LongFunction<List<String>>)
            loader.loadClass(PACKAGE + "MutantRun").getDeclaredConstructor().newInstance();
    return new Mutant(run);
  }

  private static String source(String file) {
    Path path = MAIN.resolve(file);
    try {
      return Files.readString(Files.exists(path) ? path : TEST.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String patched(String source, Patch patch) {
    int at = source.indexOf(patch.find());
    if (at < 0 || source.indexOf(patch.find(), at + 1) >= 0) {
      throw new IllegalStateException(
          "Expected the text once in %s, adapt the planted bug: %s"
              .formatted(patch.file(), patch.find()));
    }
    return source.replace(patch.find(), patch.replacement());
  }

  private static Map<String, byte[]> compile(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((file, text) -> units.add(new Source(file, text)));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Classes classes = new Classes(files)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
      if (!compiler.getTask(messages, classes, null, options, null, units).call()) {
        throw new IllegalStateException("Expected a bug that compiles but found " + messages);
      }
      return classes.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs seeds, one on each processor, until a promise is broken. */
  Finding find(long first, long most) throws InterruptedException {
    AtomicLong next = new AtomicLong(first);
    AtomicLong runs = new AtomicLong();
    List<Finding> found = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (long seed = next.getAndIncrement();
                        seed < first + most && isEmpty(found);
                        seed = next.getAndIncrement()) {
                      add(runs.incrementAndGet(), seed, run.apply(seed), found);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return found.isEmpty() ? new Finding(runs.get(), -1, null) : found.getFirst();
  }

  private static boolean isEmpty(List<Finding> found) {
    synchronized (found) {
      return found.isEmpty();
    }
  }

  private static void add(long runs, long seed, List<String> violations, List<Finding> found) {
    synchronized (found) {
      if (!violations.isEmpty()) {
        found.add(new Finding(runs, seed, violations.getFirst()));
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what the compiler writes. */
  private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Classes(JavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> bytes() {
      Map<String, byte[]> bytes = new HashMap<>();
      written.forEach((name, out) -> bytes.put(name, out.toByteArray()));
      return bytes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          written.put(className, out);
          return out;
        }
      };
    }
  }

  /** Gives the engine's classes again, some of them changed. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> changed;

    Loader(Map<String, byte[]> changed) {
      super(Mutant.class.getClassLoader());
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        return name.startsWith(PACKAGE) ? define(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      byte[] bytes = changed.getOrDefault(name, original(name));
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] original(String name) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
