package io.passo.integration.sdk;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/** A service as its SDK client shows it. */
public final class SdkService {
  private final String prefix;
  private final Class<?> client;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Map<String, SdkAction> actions;

  SdkService(String prefix, Class<?> client) {
    this.prefix = prefix;
    this.client = client;
  }

  /** What stands before the service's errors and before {@code Client}, e.g. {@code DynamoDb}. */
  public String prefix() {
    return prefix;
  }

  /** What Resource ARNs call it, e.g. {@code dynamodb}. */
  public String id() {
    return prefix.toLowerCase(Locale.ROOT);
  }

  /** An action by its name in Resource ARNs, e.g. {@code getItem}. */
  public Optional<SdkAction> action(String name) {
    return Optional.ofNullable(actions().get(name));
  }

  /** Names of all actions. */
  public Set<String> actionNames() {
    return Set.copyOf(actions().keySet());
  }

  /** A builder of its client. */
  AwsClientBuilder<?, ?> builder() {
    return (AwsClientBuilder<?, ?>) Reflection.callStatic(client, "builder");
  }

  // Some clients have hundreds of methods; nobody looks at those of a service that is not called.
  private Map<String, SdkAction> actions() {
    Map<String, SdkAction> known = actions;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      Map<String, SdkAction> found = new TreeMap<>();
      for (Method method : client.getMethods()) {
        SdkAction.of(method).ifPresent(action -> found.putIfAbsent(method.getName(), action));
      }
      actions = found;
      return found;
    } finally {
      lock.unlock();
    }
  }
}
