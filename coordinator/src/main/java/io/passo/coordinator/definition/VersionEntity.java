package io.passo.coordinator.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a version; never changes. */
@Entity(name = "PublishedVersion")
@Table(name = "state_machine_version")
@IdClass(VersionId.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class VersionEntity {
  @Id
  @Column(name = "state_machine_id")
  String stateMachineId;

  @Id
  @Column(name = "number")
  int number;

  @Column(name = "revision")
  int revision;

  @Column(name = "description")
  @Nullable String description;

  @Column(name = "creation_date")
  long creationDate;

  Version with(RevisionEntity frozen) {
    return new Version(
        frozen.stateMachineArn,
        number,
        frozen.toRevision(),
        description,
        Instant.ofEpochMilli(creationDate));
  }
}
