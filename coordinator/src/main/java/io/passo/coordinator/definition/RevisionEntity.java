package io.passo.coordinator.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a revision. */
@Entity(name = "Revision")
@Table(name = "state_machine_revision")
@IdClass(RevisionId.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class RevisionEntity {
  @Id
  @Column(name = "state_machine_id")
  String stateMachineId;

  @Id
  @Column(name = "number")
  int number;

  @Column(name = "state_machine_arn")
  String stateMachineArn;

  @Column(name = "revision_id")
  @Nullable String revisionId;

  @Column(name = "definition_hash")
  String definitionHash;

  @Column(name = "role_arn")
  String roleArn;

  @Column(name = "logging_level")
  @Enumerated(EnumType.STRING)
  LoggingConfiguration.Level loggingLevel;

  @Column(name = "logging_include_data")
  boolean loggingIncludeData;

  @Column(name = "logging_destination")
  @Nullable String loggingDestination;

  @Column(name = "tracing")
  boolean tracing;

  @Column(name = "update_date")
  long updateDate;

  static RevisionEntity of(String stateMachineId, String stateMachineArn, Revision revision) {
    Configuration configuration = revision.configuration();
    RevisionEntity row = new RevisionEntity();
    row.stateMachineId = stateMachineId;
    row.number = revision.number();
    row.stateMachineArn = stateMachineArn;
    row.revisionId = revision.revisionId();
    row.definitionHash = configuration.definitionHash();
    row.roleArn = configuration.roleArn();
    row.loggingLevel = configuration.logging().level();
    row.loggingIncludeData = configuration.logging().includeExecutionData();
    row.loggingDestination = configuration.logging().logGroupArn();
    row.tracing = configuration.tracing();
    row.updateDate = revision.updateDate().toEpochMilli();
    return row;
  }

  /** The row of a state machine's current revision. */
  static RevisionEntity of(RegisteredStateMachine machine) {
    return of(machine.id(), machine.arn(), machine.revision());
  }

  Revision toRevision() {
    return new Revision(number, revisionId, configuration(), Instant.ofEpochMilli(updateDate));
  }

  private Configuration configuration() {
    return new Configuration(
        definitionHash,
        roleArn,
        new LoggingConfiguration(loggingLevel, loggingIncludeData, loggingDestination),
        tracing);
  }
}
