package io.passo.coordinator.function;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A function that was created by the Lambda API.
 *
 * @param account account it belongs to
 * @param name unique in the account
 * @param settings what the caller said about it
 * @param code its code
 * @param revision changes with every change
 * @param modifiedAt when it was changed last
 */
public record StoredFunction(
    String account, String name, Settings settings, Code code, UUID revision, Instant modifiedAt) {
  /** Tag that says which pool runs the function. */
  public static final String POOL_TAG = "passo:pool";

  /** Tag that says how many calls of the function a worker makes at once. */
  public static final String CONCURRENCY_TAG = "passo:concurrency";

  /**
   * What the caller says.
   *
   * @param runtime for example {@code nodejs22.x}
   * @param handler what the runtime calls
   * @param role kept, not used
   * @param description for people
   * @param timeout seconds
   * @param memorySize megabytes
   * @param environment variables
   * @param tags tags
   */
  public record Settings(
      String runtime,
      String handler,
      String role,
      String description,
      int timeout,
      int memorySize,
      Map<String, String> environment,
      Map<String, String> tags) {
    public Settings {
      environment = Map.copyOf(environment);
      tags = Map.copyOf(tags);
    }

    /** The same with other words for people. */
    public Settings described(String other) {
      return new Settings(runtime, handler, role, other, timeout, memorySize, environment, tags);
    }

    /** The same with other tags. */
    public Settings tagged(Map<String, String> other) {
      return new Settings(
          runtime, handler, role, description, timeout, memorySize, environment, other);
    }

    /** Pool that runs it. */
    public String pool() {
      return tags.getOrDefault(POOL_TAG, "functions");
    }

    /** Calls at once in one worker, if that is said. */
    public Optional<Integer> concurrency() {
      return Optional.ofNullable(tags.get(CONCURRENCY_TAG)).map(Integer::valueOf);
    }
  }

  /**
   * Its code.
   *
   * @param sha256 of the zip, Base64
   * @param size of the zip in bytes
   */
  public record Code(String sha256, long size) {}

  /** The same with other settings. */
  public StoredFunction with(Settings other, Instant now) {
    return new StoredFunction(account, name, other, code, UUID.randomUUID(), now);
  }

  /** The same with other code. */
  public StoredFunction with(Code other, Instant now) {
    return new StoredFunction(account, name, settings, other, UUID.randomUUID(), now);
  }
}
