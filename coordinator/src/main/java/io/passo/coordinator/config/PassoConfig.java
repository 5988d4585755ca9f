package io.passo.coordinator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the coordinator; each is the environment variable of the same name, {@code PASSO_…}.
 */
@ConfigMapping(prefix = "passo")
public interface PassoConfig {
  /** Address the API binds to. */
  @WithDefault("127.0.0.1")
  String httpHost();

  /** Engine partitions, P: fixed when the cluster is made. */
  @WithDefault("16")
  int partitions();

  /** Key of everything only coordinators may make: task tokens, keys of results. */
  Optional<String> secret();

  /** Key of step commands, shared with the workers. */
  Optional<String> workerSecret();

  @WithDefault("strict")
  Profile profile();

  /** Name of this instance, unique in the cluster; a random one if absent. */
  Optional<String> instanceId();

  /** Account of callers that do not name one. */
  @WithDefault("000000000000")
  String account();

  /** Region of callers that do not name one. */
  @WithDefault("us-east-1")
  String region();

  /**
   * Accept callers without credentials on an address that is not loopback: something before us
   * authenticates them.
   */
  @WithDefault("false")
  boolean allowUnauthenticated();

  /**
   * Largest input, output or result of a state in bytes: AWS's 262144, up to 52428800. Raised,
   * large payloads are kept apart from the records; the workers need the same setting.
   */
  @WithDefault("262144")
  int payloadLimit();

  /** Events of one history, AWS's 25000. */
  @WithDefault("25000")
  long historyLimit();

  /**
   * Whether requests must be signed and are authorised; absent: on, except in the dev profile and
   * where callers without credentials are accepted.
   */
  Optional<Switch> authentication();

  /** Whether management calls are logged; absent: if requests are authorised. */
  Optional<Switch> audit();

  /** Access key id that the user {@code admin} of the default account has from the start. */
  Optional<String> adminAccessKeyId();

  /** Its secret access key. */
  Optional<String> adminSecretAccessKey();

  Engine engine();

  /** Settings of the lanes; the defaults are what the protocol is proven with. */
  interface Engine {
    /** Group of the coordinators. */
    @WithDefault("passo.coordinators")
    String group();

    /** Inputs of one partition that wait in memory before its fetching pauses. */
    @WithDefault("2048")
    int queuedInputs();

    /** How long a producer of the engine waits for company before it sends. */
    @WithDefault("PT0S")
    Duration linger();

    /**
     * How long a step is watched that nobody has reported a result of before its command is looked
     * for; longer than the longest lock of a worker.
     */
    @WithDefault("PT90S")
    Duration staleAfter();

    /**
     * Steps of one account in one pool that each engine partition has in flight; others wait. 0 for
     * no limit.
     */
    @WithDefault("10000")
    int stepsInFlight();
  }

  Admission admission();

  /** How many executions an account may start. */
  interface Admission {
    /** Starts of an account per second that each coordinator takes; 0 for any number. */
    @WithDefault("0")
    long startRate();

    /** Starts of an account that a coordinator takes at once, before the rate counts. */
    @WithDefault("1300")
    long startBurst();
  }

  Retention retention();

  /** How long closed executions can be read. */
  interface Retention {
    /** Time from an execution's end to its deletion, at least a day. */
    @WithDefault("P90D")
    Duration period();

    /** Time between two looks for what is to be deleted. */
    @WithDefault("PT1M")
    Duration interval();
  }

  Express express();

  /** Settings of Express executions. */
  interface Express {
    /** Executions that one coordinator runs at a time; more are refused as throttled. */
    @WithDefault("10000")
    int concurrency();
  }

  /** Something that is on or off. */
  enum Switch {
    OFF,
    ON
  }

  /** Whether callers are asked who they are. */
  final class Authentication {
    private Authentication() {}

    /** Whether they are, with these settings. */
    public static boolean isOn(PassoConfig config) {
      return config
          .authentication()
          .map(set -> set == Switch.ON)
          .orElse(config.profile() != Profile.DEV && !config.allowUnauthenticated());
    }
  }

  /** What is checked at start. */
  enum Profile {
    /** For one machine: secrets and replication may be missing. */
    DEV,
    /** For everything else. */
    STRICT
  }
}
