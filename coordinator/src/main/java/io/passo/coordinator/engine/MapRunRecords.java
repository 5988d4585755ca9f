package io.passo.coordinator.engine;

import io.passo.asl.interpreter.MapRun;
import io.passo.asl.interpreter.MapRunLimits;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;

/** Writes down how a Map Run stands. */
final class MapRunRecords {
  private MapRunRecords() {}

  static MapRunRecord of(MapRun run) {
    MapRunLimits limits = run.limits();
    return new MapRunRecord(
        run.arn(),
        run.frame().value(),
        run.status().name(),
        run.startedAt().toEpochMilli(),
        run.stoppedAt() == null ? null : run.stoppedAt().toEpochMilli(),
        limits.maxConcurrency(),
        limits.toleratedCount(),
        limits.toleratedPercentage() == null ? null : limits.toleratedPercentage().toString(),
        progress(run.items()),
        progress(run.children()),
        run.redriveCount(),
        run.redriveDate() == null ? null : run.redriveDate().toEpochMilli());
  }

  private static Progress progress(MapRun.Progress progress) {
    return new Progress(
        progress.pending(),
        progress.running(),
        progress.ended().succeeded(),
        progress.ended().failed(),
        progress.ended().timedOut(),
        progress.ended().aborted(),
        progress.pendingRedrive());
  }
}
