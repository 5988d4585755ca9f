package io.passo.integration.sdk;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** The members of a class of the SDK's model by the names they have in state machines. */
final class Members {
  private static final Map<Class<?>, Members> KNOWN = new ConcurrentHashMap<>();

  private final Map<String, SdkField<?>> byName = new HashMap<>();
  private final Map<SdkField<?>, String> sdkNames = new HashMap<>();

  private Members(SdkPojo pojo) {
    Map<String, String> methods = new HashMap<>();
    for (Method method : pojo.getClass().getMethods()) {
      methods.put(lower(method.getName()), method.getName());
    }
    for (SdkField<?> field : pojo.sdkFields()) {
      String name = capital(methods.getOrDefault(lower(field.memberName()), field.memberName()));
      sdkNames.put(field, name);
      byName.put(lower(field.memberName()), field);
      byName.putIfAbsent(lower(wireName(field)), field);
    }
  }

  static Members of(SdkPojo pojo) {
    Members known = KNOWN.get(pojo.getClass());
    return known != null
        ? known
        : KNOWN.computeIfAbsent(pojo.getClass(), type -> new Members(pojo));
  }

  /** A member by its name in either form, in whatever case: services do not agree on it. */
  Optional<SdkField<?>> find(String name) {
    return Optional.ofNullable(byName.get(lower(name)));
  }

  String name(SdkField<?> field, Form form) {
    return switch (form) {
      case SDK -> sdkNames.getOrDefault(field, field.memberName());
      case OPTIMISED -> capital(wireName(field));
    };
  }

  private static String wireName(SdkField<?> field) {
    return field.location() == MarshallLocation.PAYLOAD ? field.locationName() : field.memberName();
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
