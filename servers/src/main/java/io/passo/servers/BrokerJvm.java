package io.passo.servers;

import io.passo.servers.broker.BrokerMain;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the JVM of the broker is run.
 *
 * @param heapMegabytes its largest heap
 * @param classPath the jars it is run from; empty for the class path of this JVM
 * @param options what its command line has besides
 * @param grace how long it may take to end when it is asked to
 */
public record BrokerJvm(
    int heapMegabytes, List<Path> classPath, List<String> options, Duration grace) {
  /** Collector of the broker: an ahead-of-time cache has to be made with the same one. */
  public static final String COLLECTOR = "-XX:+UseSerialGC";

  private static final int LEAST_HEAP = 64;
  private static final Duration GRACE = Duration.ofSeconds(15);

  public BrokerJvm {
    if (heapMegabytes < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "Expected heapMegabytes >= %d but was %d".formatted(LEAST_HEAP, heapMegabytes));
    }
    classPath = List.copyOf(classPath);
    options = List.copyOf(options);
  }

  /** From the class path of this JVM. */
  public static BrokerJvm ofHeap(int megabytes) {
    return new BrokerJvm(megabytes, List.of(), List.of(), GRACE);
  }

  /** From these jars, with further options. */
  public BrokerJvm from(List<Path> jars, List<String> moreOptions) {
    return new BrokerJvm(heapMegabytes, jars, moreOptions, grace);
  }

  /**
   * What the broker's command line has after the options of the JVM: class path and main class. An
   * ahead-of-time cache has to be made with the same.
   *
   * @param classPath made absolute: the broker runs in its own folder
   */
  public static List<String> main(Stream<Path> classPath) {
    String entries =
        classPath
            .map(entry -> entry.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return List.of("-cp", entries, BrokerMain.class.getName());
  }

  /** With that much time to end. */
  public BrokerJvm withGrace(Duration time) {
    return new BrokerJvm(heapMegabytes, classPath, options, time);
  }
}
