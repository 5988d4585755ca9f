package io.passo.coordinator.definition;

import io.passo.coordinator.definition.Activities.RegisteredActivity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of an activity; never changes. */
@Entity(name = "Activity")
@Table(name = "activity")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class ActivityEntity {
  @Id
  @Column(name = "arn")
  String arn;

  @Column(name = "account")
  String account;

  @Column(name = "region")
  String region;

  @Column(name = "name")
  String name;

  @Column(name = "creation_date")
  long creationDate;

  RegisteredActivity toActivity() {
    return new RegisteredActivity(arn, account, region, name, Instant.ofEpochMilli(creationDate));
  }
}
