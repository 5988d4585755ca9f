package io.passo.asl.parse;

import io.passo.asl.model.QueryLanguage;
import java.util.List;

/** Reads the field {@code QueryLanguage}. */
final class QueryLanguages {
  private static final List<String> WORDS =
      List.of(QueryLanguage.JSONPATH.text(), QueryLanguage.JSONATA.text());

  private QueryLanguages() {}

  /**
   * The language an object asks for: the inherited one if it says nothing. As AWS does it, a value
   * that is neither word is reported and then read as JSONata.
   */
  static QueryLanguage of(Fields fields, QueryLanguage inherited) {
    if (!fields.has("QueryLanguage")) {
      return inherited;
    }
    String word = fields.word("QueryLanguage", WORDS);
    return QueryLanguage.JSONPATH.text().equals(word)
        ? QueryLanguage.JSONPATH
        : QueryLanguage.JSONATA;
  }
}
