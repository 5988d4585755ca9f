package io.passo.coordinator.history;

import io.passo.coordinator.history.MapRuns.Known;
import io.passo.protocol.MapRunRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Row of a Map Run; only the sink writes it. */
@Entity(name = "MapRun")
@Table(name = "map_run")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class MapRunEntity {
  @Id
  @Column(name = "arn")
  String arn;

  @Column(name = "execution_arn")
  String executionArn;

  @Column(name = "frame")
  String frame;

  @Column(name = "status")
  String status;

  @Column(name = "start_date")
  long startDate;

  @Column(name = "stop_date")
  @Nullable Long stopDate;

  @Column(name = "max_concurrency")
  long maxConcurrency;

  @Column(name = "tolerated_count")
  @Nullable Long toleratedCount;

  @Column(name = "tolerated_percentage")
  @Nullable String toleratedPercentage;

  @Column(name = "items")
  String items;

  @Column(name = "executions")
  String executions;

  @Column(name = "redrive_count")
  int redriveCount;

  @Column(name = "redrive_date")
  @Nullable Long redriveDate;

  Known toKnown() {
    return new Known(
        executionArn,
        new MapRunRecord(
            arn,
            frame,
            status,
            startDate,
            stopDate,
            maxConcurrency,
            toleratedCount,
            toleratedPercentage,
            ProgressText.read(items),
            ProgressText.read(executions),
            redriveCount,
            redriveDate));
  }
}
