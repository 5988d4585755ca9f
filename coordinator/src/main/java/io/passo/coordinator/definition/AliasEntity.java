package io.passo.coordinator.definition;

import io.passo.coordinator.definition.Alias.Route;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Row of an alias. */
@Entity(name = "StateMachineAlias")
@Table(name = "state_machine_alias")
@IdClass(AliasId.class)
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class AliasEntity {
  @Id
  @Column(name = "state_machine_id")
  String stateMachineId;

  @Id
  @Column(name = "name")
  String name;

  @Column(name = "description")
  @Nullable String description;

  @Column(name = "first_version")
  int firstVersion;

  @Column(name = "first_weight")
  int firstWeight;

  @Column(name = "second_version")
  @Nullable Integer secondVersion;

  @Column(name = "second_weight")
  @Nullable Integer secondWeight;

  @Column(name = "creation_date")
  long creationDate;

  @Column(name = "update_date")
  long updateDate;

  static AliasEntity of(String stateMachineId, Alias alias) {
    AliasEntity row = new AliasEntity();
    row.stateMachineId = stateMachineId;
    row.name = alias.name();
    row.description = alias.description();
    row.firstVersion = alias.routes().getFirst().version();
    row.firstWeight = alias.routes().getFirst().weight();
    if (alias.routes().size() == 2) {
      row.secondVersion = alias.routes().getLast().version();
      row.secondWeight = alias.routes().getLast().weight();
    }
    row.creationDate = alias.creationDate().toEpochMilli();
    row.updateDate = alias.updateDate().toEpochMilli();
    return row;
  }

  Alias toAlias(String stateMachineArn) {
    return new Alias(
        stateMachineArn,
        name,
        description,
        routes(),
        Instant.ofEpochMilli(creationDate),
        Instant.ofEpochMilli(updateDate));
  }

  private List<Route> routes() {
    Route first = new Route(firstVersion, firstWeight);
    return secondVersion == null || secondWeight == null
        ? List.of(first)
        : List.of(first, new Route(secondVersion, secondWeight));
  }
}
