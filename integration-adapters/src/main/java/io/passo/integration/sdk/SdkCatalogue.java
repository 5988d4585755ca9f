package io.passo.integration.sdk;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services whose synchronous SDK client is on the class path: a jar more is a service more. */
@ApplicationScoped
public class SdkCatalogue {
  // Every client's jar names its provider there, whose name tells package and name of the client.
  private static final String PROVIDERS =
      "META-INF/services/software.amazon.awssdk.core.warmup.SdkWarmUpProvider";
  private static final Pattern PROVIDER =
      Pattern.compile(
          "(software\\.amazon\\.awssdk\\.services\\..+)\\.internal\\.warmup\\.(\\w+)WarmUpProvider");

  private final Map<String, SdkService> services = new TreeMap<>();

  /** Looks at the class path. */
  public SdkCatalogue() {
    ClassLoader loader = SdkCatalogue.class.getClassLoader();
    try {
      for (URL resource : Collections.list(loader.getResources(PROVIDERS))) {
        lines(resource).forEach(line -> add(line, loader));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A service by its identifier.
   *
   * @param id name of its client in lower case, for example {@code dynamodb}
   */
  public Optional<SdkService> service(String id) {
    return Optional.ofNullable(services.get(id));
  }

  /** All services by their identifiers. */
  public Collection<SdkService> services() {
    return Collections.unmodifiableCollection(services.values());
  }

  private static List<String> lines(URL resource) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private void add(String provider, ClassLoader loader) {
    Matcher name = PROVIDER.matcher(provider.strip());
    if (name.matches()) {
      client(name.group(1) + "." + name.group(2) + "Client", loader)
          .map(client -> new SdkService(name.group(2), client))
          .ifPresent(service -> services.put(service.id(), service));
    }
  }

  // A few services have an asynchronous client only.
  private static Optional<Class<?>> client(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
