package io.passo.coordinator.history;

import io.passo.coordinator.engine.HistorySink.MapRunRow;
import io.passo.protocol.MapRunRecord;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a batch of the sink does to the table of Map Runs. */
final class MapRunStatements {
  private static final String PUT =
      """
      INSERT INTO map_run (arn, execution_arn, frame, status, start_date, stop_date, max_concurrency, tolerated_count,
        tolerated_percentage, items, executions, redrive_count, redrive_date)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
        $8::bigint[], $9::text[], $10::text[], $11::text[], $12::int[], $13::bigint[])
      ON CONFLICT (arn) DO UPDATE SET
        status = excluded.status, stop_date = excluded.stop_date, max_concurrency = excluded.max_concurrency,
        tolerated_count = excluded.tolerated_count, tolerated_percentage = excluded.tolerated_percentage,
        items = excluded.items, executions = excluded.executions,
        redrive_count = excluded.redrive_count, redrive_date = excluded.redrive_date
      """;

  private MapRunStatements() {}

  static @Nullable BulkStatement of(List<MapRunRow> rows) {
    return rows.isEmpty()
        ? null
        : new BulkStatement(
            PUT,
            Tuple.tuple()
                .addArrayOfString(texts(rows, MapRunRecord::arn))
                .addArrayOfString(rows.stream().map(MapRunRow::executionArn).toArray(String[]::new))
                .addArrayOfString(texts(rows, MapRunRecord::frame))
                .addArrayOfString(texts(rows, MapRunRecord::status))
                .addArrayOfLong(numbers(rows, MapRunRecord::startDate))
                .addArrayOfLong(numbers(rows, MapRunRecord::stopDate))
                .addArrayOfLong(numbers(rows, MapRunRecord::maxConcurrency))
                .addArrayOfLong(numbers(rows, MapRunRecord::toleratedCount))
                .addArrayOfString(texts(rows, MapRunRecord::toleratedPercentage))
                .addArrayOfString(texts(rows, run -> ProgressText.write(run.items())))
                .addArrayOfString(texts(rows, run -> ProgressText.write(run.executions())))
                .addArrayOfInteger(
                    rows.stream().map(row -> row.mapRun().redriveCount()).toArray(Integer[]::new))
                .addArrayOfLong(numbers(rows, MapRunRecord::redriveDate)));
  }

  // Streams refuse null, so arrays are filled by hand.
  private static String[] texts(
      List<MapRunRow> rows, Function<MapRunRecord, @Nullable String> column) {
    String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = column.apply(rows.get(i).mapRun());
    }
    return texts;
  }

  private static Long[] numbers(
      List<MapRunRow> rows, Function<MapRunRecord, @Nullable Long> column) {
    Long[] numbers = new Long[rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = column.apply(rows.get(i).mapRun());
    }
    return numbers;
  }
}
