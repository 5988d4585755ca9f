package io.passo.standalone.system;

import io.passo.servers.ChildProcess;
import io.passo.servers.Durability;
import io.passo.servers.Jdk;
import io.passo.servers.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a service is started: its command line and its environment. */
final class ServiceCommand {
  private static final String NESTED_EXECUTIONS = "AWS_ENDPOINT_URL_SFN";
  private static final String ADMIN_KEY_ID = "PASSO_ADMIN_ACCESS_KEY_ID";

  /** Services of tests live for minutes: compiling them well costs more than it gives. */
  static final List<String> SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1");

  private static final Duration GRACE = Duration.ofSeconds(20);

  /** What a JVM has recorded it writes when it ends. */
  static final Duration GRACE_OF_RECORDING = Duration.ofSeconds(90);

  private final SystemOptions options;
  private final Artifacts artifacts;
  private final Servers servers;
  private final Secrets secrets;

  ServiceCommand(SystemOptions options, Artifacts artifacts, Servers servers, Secrets secrets) {
    this.options = options;
    this.artifacts = artifacts;
    this.servers = servers;
    this.secrets = secrets;
  }

  /**
   * How a service is started.
   *
   * @param port where it listens
   * @param api where the API is, as far as that is known: executions start others there, and
   *     workers fetch functions
   */
  ChildProcess.Spec of(ServiceKind kind, int number, int port, List<URI> api) {
    String name = kind.instance(number);
    return new ChildProcess.Spec(
        name,
        command(kind),
        environment(name, port, api),
        options.data(),
        options.data().resolve("logs").resolve(name + ".log"),
        "TERM",
        options.recording() ? GRACE_OF_RECORDING : GRACE);
  }

  private List<String> command(ServiceKind kind) {
    List<String> jvm = new ArrayList<>(heap(kind));
    jvm.addAll(AotCaches.options(options, artifacts, artifacts.program(kind)));
    if (options.durability() == Durability.FAST) {
      jvm.addAll(SHORT_LIFE);
    }
    return command(artifacts, kind, jvm);
  }

  /** The command line of a service with more options of the JVM. */
  static List<String> command(Artifacts artifacts, ServiceKind kind, List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Jdk.program("java"));
    command.addAll(AotCaches.COMMON_OPTIONS);
    command.addAll(jvm);
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    // We ask for readiness many times a second, and know what we hear.
    command.add("-Dquarkus.log.category.\"io.smallrye.health\".level=WARN");
    command.addAll(artifacts.program(kind).main());
    return command;
  }

  /**
   * A coordinator keeps the state of open executions at hand and makes much that is short-lived. A
   * large young generation lets that die before it is copied: on a small one, collections were a
   * fifth of its CPU under load. What is there from the beginning is more than that: objects of an
   * AOT cache are old ones.
   */
  private List<String> heap(ServiceKind kind) {
    int megabytes = options.heapMegabytes();
    return kind == ServiceKind.COORDINATOR
        ? List.of(
            "-Xms" + megabytes + "m",
            "-Xmx" + 2 * megabytes + "m",
            "-Xmn" + megabytes * 2 / 3 + "m")
        : List.of("-Xms64m", "-Xmx" + megabytes + "m");
  }

  private Map<String, String> environment(String name, int port, List<URI> api) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers());
    environment.put("REDIS_URL", servers.redis().url());
    environment.put("DATABASE_URL", servers.postgres().url());
    environment.put("DATABASE_USERNAME", servers.postgres().username());
    environment.put("DATABASE_PASSWORD", servers.postgres().password());
    environment.put("PASSO_HTTP_PORT", Integer.toString(port));
    environment.put("PASSO_SECRET", secrets.api());
    environment.put("PASSO_WORKER_SECRET", secrets.worker());
    // Counts only if requests must be signed, and only if nobody has set another one.
    if (System.getenv(ADMIN_KEY_ID) == null) {
      environment.put(ADMIN_KEY_ID, secrets.admin().id());
      environment.put("PASSO_ADMIN_SECRET_ACCESS_KEY", secrets.admin().secret());
    }
    environment.put("PASSO_PARTITIONS", Integer.toString(options.partitions()));
    environment.put("PASSO_PROFILE", "dev");
    environment.put("PASSO_INSTANCE_ID", name);
    environment.put("PASSO_FUNCTIONS_DIR", options.functionsFolder().toString());
    if (System.getenv("AWS_REGION") == null) {
      environment.put("AWS_REGION", "us-east-1");
    }
    if (System.getenv(NESTED_EXECUTIONS) == null) {
      api.stream().findFirst().ifPresent(url -> environment.put(NESTED_EXECUTIONS, url.toString()));
    }
    if (!api.isEmpty()) {
      environment.put(
          "PASSO_COORDINATOR_URL",
          api.stream().map(URI::toString).collect(Collectors.joining(",")));
    }
    environment.putAll(options.environment());
    environment.putAll(options.ofService().getOrDefault(name, Map.of()));
    return environment;
  }
}
