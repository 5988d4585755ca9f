package io.passo.asl.parse;

import io.passo.asl.model.QueryLanguage;
import java.util.Set;

/** Checks the names of an object's members where some belong to one query language only. */
final class LanguageFields {
  private LanguageFields() {}

  /** Reports members that the object does not have, or not in this query language. */
  static void check(
      Fields object,
      Set<String> common,
      Set<String> jsonPathOnly,
      Set<String> jsonataOnly,
      QueryLanguage language) {
    boolean jsonPath = language == QueryLanguage.JSONPATH;
    Set<String> own = jsonPath ? jsonPathOnly : jsonataOnly;
    Set<String> foreign = jsonPath ? jsonataOnly : jsonPathOnly;
    for (String name : object.names()) {
      if (common.contains(name) || own.contains(name)) {
        continue;
      }
      if (foreign.contains(name)) {
        object.diagnostics().schema(object.pointer(), mismatch(name, language));
      } else {
        object.reportUnsupported(name);
      }
    }
  }

  /** AWS's text for a field of the other query language. */
  private static String mismatch(String field, QueryLanguage language) {
    QueryLanguage other =
        language == QueryLanguage.JSONPATH ? QueryLanguage.JSONATA : QueryLanguage.JSONPATH;
    return "The QueryLanguage is set to '%s', but field '%s' is only supported for the '%s' QueryLanguage"
        .formatted(language.text(), field, other.text());
  }
}
