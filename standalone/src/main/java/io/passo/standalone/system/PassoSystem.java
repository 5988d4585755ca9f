package io.passo.standalone.system;

import io.passo.servers.BrokerJvm;
import io.passo.servers.FreePorts;
import io.passo.servers.Server;
import io.passo.servers.Servers;
import io.passo.servers.ServersConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole system: Kafka, PostgreSQL, Redis, coordinators, task-workers and integration-adapters,
 * each in a process of its own, from the built jars. All of them end with this JVM, however it
 * ends.
 */
public final class PassoSystem implements AutoCloseable {
  private static final int BROKER_HEAP = 512;

  private final SystemOptions options;
  private final Progress progress;
  private final DataLock lock;
  private final List<Service> coordinators = new ArrayList<>();
  private final List<Service> workers = new ArrayList<>();
  private final List<Service> adapters = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Servers servers;
  private volatile boolean ready;
  private volatile boolean closed;
  private @Nullable Supervisor supervisor;

  private PassoSystem(SystemOptions options, Progress progress, DataLock lock, Servers servers) {
    this.options = options;
    this.progress = progress;
    this.lock = lock;
    this.servers = servers;
  }

  /** As {@link #start(SystemOptions, Progress)}, without saying anything. */
  public static PassoSystem start(SystemOptions options) {
    return start(options, Progress.SILENT);
  }

  /**
   * Starts everything; returns when every service is ready.
   *
   * @throws SystemException if something does not start, or if the data folder or the port is in
   *     use; nothing is left running
   */
  public static PassoSystem start(SystemOptions options, Progress progress) {
    return start(options, progress, UnaryOperator.identity());
  }

  /**
   * The same with other servers.
   *
   * @param change of how they are started
   * @throws SystemException as above
   */
  public static PassoSystem start(
      SystemOptions options, Progress progress, UnaryOperator<ServersConfig> change) {
    Artifacts artifacts = Artifacts.locate();
    Stream.of(ServiceKind.values()).forEach(artifacts::application);
    requireFree(options.port());
    DataLock lock = DataLock.of(options.data());
    try {
      Leftovers.remove(options.data());
      Secrets secrets = Secrets.of(options.data());
      provideFunctions(artifacts, options);
      PassoSystem system =
          new PassoSystem(
              options, progress, lock, startServers(options, artifacts, secrets, progress, change));
      system.startServices(new ServiceCommand(options, artifacts, system.servers, secrets));
      return system;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireFree(int port) {
    if (port != 0 && !FreePorts.isFree(port)) {
      throw new SystemException(
          "Expected port %d to be free but somebody listens on it: choose another with --port"
              .formatted(port));
    }
  }

  /** The functions of the examples are there from the start; a user's own jars lie beside them. */
  private static void provideFunctions(Artifacts artifacts, SystemOptions options) {
    Path folder = options.functionsFolder();
    artifacts
        .exampleFunctions()
        .ifPresent(
            jar -> {
              try {
                Files.createDirectories(folder);
                Files.copy(
                    jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
              } catch (IOException e) {
                throw new SystemException("Expected to write to " + folder + " but " + e, e);
              }
            });
  }

  private static Servers startServers(
      SystemOptions options,
      Artifacts artifacts,
      Secrets secrets,
      Progress progress,
      UnaryOperator<ServersConfig> change) {
    long begin = System.nanoTime();
    List.of("kafka", "postgres", "redis").forEach(progress::starting);
    ServersConfig config =
        new ServersConfig(
            options.data().resolve("servers"),
            options.durability(),
            brokerJvm(options, artifacts),
            secrets.database());
    Servers servers = Servers.start(change.apply(config));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    progress.started("kafka", servers.kafka().bootstrapServers(), took);
    progress.started("postgres", servers.postgres().url(), took);
    progress.started("redis", servers.redis().url(), took);
    return servers;
  }

  private static BrokerJvm brokerJvm(SystemOptions options, Artifacts artifacts) {
    BrokerJvm jvm =
        BrokerJvm.ofHeap(BROKER_HEAP)
            .from(
                artifacts.brokerJars(), AotCaches.options(options, artifacts, artifacts.broker()));
    return options.recording() ? jvm.withGrace(ServiceCommand.GRACE_OF_RECORDING) : jvm;
  }

  private void startServices(ServiceCommand command) {
    try {
      launch(command, ServiceKind.COORDINATOR, options.coordinators(), coordinators);
      launch(command, ServiceKind.TASK_WORKER, options.workers(), workers);
      launch(command, ServiceKind.INTEGRATION_ADAPTERS, options.adapters(), adapters);
      writeStatus();
      awaitReady();
      ready = true;
      writeStatus();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void launch(ServiceCommand command, ServiceKind kind, int count, List<Service> services) {
    for (int number = 1; number <= count; number++) {
      boolean main = kind == ServiceKind.COORDINATOR && number == 1;
      int port = main && options.port() != 0 ? options.port() : FreePorts.next();
      progress.starting(kind.instance(number));
      services.add(
          new Service(kind, command.of(kind, number, port, api()), port, http, this::writeStatus));
    }
  }

  private List<URI> api() {
    return coordinators.stream().map(Service::endpoint).toList();
  }

  private void awaitReady() {
    long begin = System.nanoTime();
    List<CompletableFuture<Void>> waits =
        services()
            .map(
                service ->
                    CompletableFuture.runAsync(() -> awaitReady(service, begin), this::inOwnThread))
            .toList();
    try {
      waits.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof SystemException failure ? failure : e;
    }
  }

  private void inOwnThread(Runnable task) {
    Thread thread = new Thread(task, "await-ready");
    thread.setDaemon(true);
    thread.start();
  }

  private void awaitReady(Service service, long begin) {
    service.awaitReady();
    progress.started(
        service.name(), service.endpoint().toString(), Duration.ofNanos(System.nanoTime() - begin));
  }

  /**
   * Stops the system that another process runs with its data in {@code data}; returns when it is
   * gone. Also ends what a killed one has left.
   *
   * @return what ran, empty if nothing did
   */
  public static Optional<SystemStatus> stop(Path data) {
    Optional<SystemStatus> status = SystemStatus.read(data);
    status
        .flatMap(found -> found.launcher().handle())
        .ifPresent(
            launcher -> {
              launcher.destroy();
              launcher.onExit().orTimeout(90, TimeUnit.SECONDS).join();
            });
    Leftovers.remove(data);
    return status;
  }

  /** URL of the API: the first coordinator. */
  public URI endpoint() {
    return coordinators.getFirst().endpoint();
  }

  public Servers servers() {
    return servers;
  }

  public List<Service> coordinators() {
    return List.copyOf(coordinators);
  }

  public List<Service> workers() {
    return List.copyOf(workers);
  }

  public List<Service> adapters() {
    return List.copyOf(adapters);
  }

  private Stream<Service> services() {
    return Stream.of(coordinators, workers, adapters).flatMap(List::stream);
  }

  /** What runs now. */
  public SystemStatus status() {
    List<RunningProcess> processes = new ArrayList<>();
    Path logs = options.data().resolve("servers");
    processes.add(process(servers.kafka(), servers.kafka().bootstrapServers(), logs));
    processes.add(process(servers.postgres(), servers.postgres().url(), logs));
    processes.add(process(servers.redis(), servers.redis().url(), logs));
    services()
        .map(
            service ->
                RunningProcess.of(
                    service.name(),
                    service.pid(),
                    service.endpoint().toString(),
                    service.log().toString()))
        .forEach(processes::add);
    return new SystemStatus(
        RunningProcess.of("passo", ProcessHandle.current().pid(), "", ""),
        endpoint().toString(),
        ready,
        servers.kafka().bootstrapServers(),
        servers.redis().url(),
        servers.postgres().url(),
        options.data().toString(),
        processes);
  }

  private static RunningProcess process(Server server, String address, Path logs) {
    return RunningProcess.of(
        server.name(),
        server.pid().orElse(0),
        address,
        logs.resolve(server.name() + ".log").toString());
  }

  private synchronized void writeStatus() {
    if (!closed) {
      status().write(options.data());
    }
  }

  /** From now on services that end unasked are started again. */
  public synchronized void supervise() {
    if (supervisor == null && !closed) {
      supervisor = new Supervisor(services().toList(), progress);
    }
  }

  /** Stops the services, then the servers. */
  @Override
  public void close() {
    Supervisor watching;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      watching = supervisor;
    }
    if (watching != null) {
      watching.close();
    }
    List<CompletableFuture<Void>> stops =
        services()
            .map(service -> CompletableFuture.runAsync(service::close, this::inOwnThread))
            .toList();
    stops.forEach(CompletableFuture::join);
    servers.close();
    http.close();
    SystemStatus.delete(options.data());
    lock.close();
  }
}
