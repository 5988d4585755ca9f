package io.passo.coordinator.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** Text of a definition under its hash; never changes. */
@Entity(name = "Definition")
@Table(name = "definition")
@Immutable
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class DefinitionEntity {
  @Id
  @Column(name = "hash")
  String hash;

  @Column(name = "text")
  String text;
}
