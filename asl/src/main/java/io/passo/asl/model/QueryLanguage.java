package io.passo.asl.model;

/** Language of the expressions of a state (asl.md §1). */
public enum QueryLanguage {
  JSONPATH("JSONPath"),
  JSONATA("JSONata");

  private final String text;

  QueryLanguage(String text) {
    this.text = text;
  }

  /** As written in the field {@code QueryLanguage}. */
  public String text() {
    return text;
  }
}
