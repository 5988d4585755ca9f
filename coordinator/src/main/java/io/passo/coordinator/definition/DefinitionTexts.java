package io.passo.coordinator.definition;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Texts of definitions by their {@link DefinitionHash}, as they were sent. */
public interface DefinitionTexts {
  /** The text; fails if PostgreSQL does not answer. */
  Uni<Optional<String>> findText(String hash);
}
