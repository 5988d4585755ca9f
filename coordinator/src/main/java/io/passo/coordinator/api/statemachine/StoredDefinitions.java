package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.definition.DefinitionTexts;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Texts of definitions as responses show them. */
@Singleton
public final class StoredDefinitions {
  private static final String WITHHELD = "{}";

  private final DefinitionTexts texts;

  public StoredDefinitions(DefinitionTexts texts) {
    this.texts = texts;
  }

  /** The text as it was sent, or <code>{}</code> if only metadata is asked for. */
  public Uni<String> text(String hash, IncludedData included) {
    if (included == IncludedData.METADATA_ONLY) {
      return Uni.createFrom().item(WITHHELD);
    }
    return texts
        .findText(hash)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new IllegalStateException("Expected a definition with the hash " + hash)));
  }
}
