package io.passo.asl.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of an expression whose values are called. The library writes what is called but is no
 * function to standard output before it fails; the value may be a secret, so we fail first. It
 * keeps the tree to itself, hence the reflection: once for each expression.
 */
final class Procedures {
  private static final Field TREE = field(Jsonata.class, "ast");
  private static final Field TYPE = field(Parser.Symbol.class, "type");
  private static final Field PROCEDURE = field(Parser.Symbol.class, "procedure");
  private static final Field STEPS = field(Parser.Symbol.class, "steps");
  private static final Field VALUE = field(Parser.Symbol.class, "value");
  private static final List<Field> FIELDS =
      Arrays.stream(Parser.Symbol.class.getDeclaredFields())
          .filter(each -> !Modifier.isStatic(each.getModifiers()) && !each.isSynthetic())
          .filter(each -> !each.getType().isPrimitive() && each.getType() != String.class)
          .map(Procedures::opened)
          .toList();

  /** The error of each if it is no function. */
  private final IdentityHashMap<Object, String> nodes;

  private final Set<Object> misspelt;

  private Procedures(IdentityHashMap<Object, String> nodes, Set<Object> misspelt) {
    this.nodes = nodes;
    this.misspelt = misspelt;
  }

  static Procedures of(Jsonata compiled) {
    IdentityHashMap<Object, String> nodes = new IdentityHashMap<>();
    Set<Object> misspelt = identities();
    Set<Object> seen = identities();
    Deque<Object> open = new ArrayDeque<>();
    add(get(TREE, compiled), open);
    while (!open.isEmpty()) {
      Object node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      Object procedure = get(PROCEDURE, node);
      if (procedure != null) {
        nodes.put(procedure, "partial".equals(get(TYPE, node)) ? "T1008" : "T1006");
        if (isMisspelt(procedure)) {
          misspelt.add(procedure);
        }
      }
      FIELDS.forEach(each -> add(get(each, node), open));
    }
    return new Procedures(nodes, misspelt);
  }

  /** The name of a function without {@code $}, about which the library has a hint. */
  private static boolean isMisspelt(Object procedure) {
    return get(STEPS, procedure) instanceof List<?> steps
        && !steps.isEmpty()
        && Library.has(String.valueOf(get(VALUE, steps.getFirst())));
  }

  private static void add(@Nullable Object value, Deque<Object> open) {
    switch (value) {
      case Parser.Symbol symbol -> open.push(symbol);
      case Collection<?> values -> values.forEach(each -> add(each, open));
      case Object[] values -> Arrays.asList(values).forEach(each -> add(each, open));
      case null, default -> {}
    }
  }

  /** A node gave a value: an error if that is called but no function. */
  void check(Object node, @Nullable Object value) {
    boolean nothing = value == null || (value instanceof Collection<?> list && list.isEmpty());
    boolean data =
        nothing
            ? !misspelt.contains(node)
            : value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Collection
                || value instanceof Map;
    String code = data ? nodes.get(node) : null;
    if (code != null) {
      throw new JException(code, 0);
    }
  }

  /** How a node is written: the operator, if it is one. */
  static String text(@Nullable Object node) {
    return node == null ? "" : String.valueOf(get(VALUE, node));
  }

  private static Set<Object> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static Field field(Class<?> type, String name) {
    try {
      return opened(type.getDeclaredField(name));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("Expected another version of com.dashjoin:jsonata", e);
    }
  }

  private static Field opened(Field field) {
    field.setAccessible(true);
    return field;
  }

  private static @Nullable Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Expected an accessible field " + field, e);
    }
  }
}
