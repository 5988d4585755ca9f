package io.passo.coordinator.definition;

import io.passo.asl.model.StateMachineType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a state machine; what an update changes is in {@link RevisionEntity}. */
@Entity(name = "StateMachine")
@Table(name = "state_machine")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class StateMachineEntity {
  @Id
  @Column(name = "arn")
  String arn;

  @Column(name = "id")
  String id;

  @Column(name = "account")
  String account;

  @Column(name = "region")
  String region;

  @Column(name = "name")
  String name;

  @Column(name = "type")
  @Enumerated(EnumType.STRING)
  StateMachineType type;

  @Column(name = "status")
  @Enumerated(EnumType.STRING)
  StateMachineStatus status;

  @Column(name = "creation_date")
  long creationDate;

  @Column(name = "revision")
  int revision;

  @Column(name = "published_at_creation")
  boolean publishedAtCreation;

  @Column(name = "creation_description")
  @Nullable String creationDescription;

  @Column(name = "deleted_at")
  @Nullable Long deletedAt;

  RegisteredStateMachine with(RevisionEntity current) {
    return new RegisteredStateMachine(
        id,
        arn,
        account,
        region,
        name,
        type,
        status,
        Instant.ofEpochMilli(creationDate),
        current.toRevision(),
        publishedAtCreation ? new Publication(creationDescription) : null);
  }
}
