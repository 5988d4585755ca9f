package io.passo.coordinator.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Text of a definition under its hash; never changes. Not {@code @Immutable}: Hibernate would look
 * for it in a cache that stateless sessions lack.
 */
@Entity(name = "Definition")
@Table(name = "definition")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class DefinitionEntity {
  @Id
  @Column(name = "hash")
  String hash;

  @Column(name = "text")
  String text;
}
