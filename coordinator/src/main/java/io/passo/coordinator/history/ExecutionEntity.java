package io.passo.coordinator.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Row of the index of executions, as far as lists show it; only the sink writes it. */
@Entity(name = "Execution")
@Table(name = "execution")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class ExecutionEntity {
  @Id
  @Column(name = "execution_key")
  String executionKey;

  @Column(name = "execution_arn")
  String executionArn;

  @Column(name = "state_machine_hash")
  long stateMachineHash;

  @Column(name = "state_machine_arn")
  String stateMachineArn;

  @Column(name = "name")
  String name;

  @Column(name = "status")
  short status;

  @Column(name = "start_date")
  long startDate;

  @Column(name = "stop_date")
  @Nullable Long stopDate;

  @Column(name = "definition_hash")
  String definitionHash;

  @Column(name = "role_arn")
  String roleArn;

  @Column(name = "state_machine_version_arn")
  @Nullable String stateMachineVersionArn;

  @Column(name = "state_machine_alias_arn")
  @Nullable String stateMachineAliasArn;

  @Column(name = "redrive_count")
  int redriveCount;

  @Column(name = "redrive_date")
  @Nullable Long redriveDate;

  @Column(name = "map_run_arn")
  @Nullable String mapRunArn;

  @Column(name = "item_count")
  @Nullable Integer itemCount;
}
