package io.passo.asl.parse;

import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.Assign;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.path.PayloadTemplate;
import org.jspecify.annotations.Nullable;

/** Reads {@code Assign} of a state, Choice rule or Catcher (asl.md §4). */
final class Assignments {
  private static final int MAX_NAME = 80;
  private static final String RESERVED = "states";

  private Assignments() {}

  static @Nullable Assign parse(Fields object, QueryLanguage language, StatesUse use) {
    Fields values = object.object("Assign");
    if (values == null) {
      return null;
    }
    Assign.Template template =
        language == QueryLanguage.JSONPATH ? fromPaths(object) : fromJsonata(object, use);
    if (template == null) {
      return null;
    }
    Assign assign = new Assign(values.json(), template);
    assign.names().forEach(name -> checkName(name, values));
    return assign;
  }

  private static Assign.@Nullable Template fromPaths(Fields object) {
    PayloadTemplate template = Expressions.template(object, "Assign");
    return template == null ? null : new Assign.Template.FromPaths(template);
  }

  private static Assign.@Nullable Template fromJsonata(Fields object, StatesUse use) {
    JsonataTemplate template = Jsonata.template(object, "Assign", use);
    return template == null ? null : new Assign.Template.FromJsonata(template);
  }

  private static void checkName(String name, Fields values) {
    if (name.equals(RESERVED)) {
      values.diagnostics().schema(values.pointer(), "The variable name 'states' is reserved");
    } else if (!isIdentifier(name)) {
      values
          .diagnostics()
          .schema(
              values.pointer(),
              "Expected the name of a variable to be a Unicode identifier of at most "
                  + MAX_NAME
                  + " characters but found '"
                  + name
                  + "'");
    }
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && name.codePoints().skip(1).allMatch(Character::isUnicodeIdentifierPart);
  }
}
