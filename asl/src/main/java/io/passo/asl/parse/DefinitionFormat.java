package io.passo.asl.parse;

/** Notation of a definition. */
public enum DefinitionFormat {
  /** What the API takes. */
  JSON,
  /** What editors and infrastructure tools also write; anchors and aliases are not supported. */
  YAML
}
