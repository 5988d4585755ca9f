package io.passo.coordinator.history;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.engine.HistorySink.ClosedRow;
import io.passo.coordinator.engine.HistorySink.StartedRow;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Redrive;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What batches of the sink do to the index of executions. */
final class ExecutionStatements {
  private static final String START =
      """
      INSERT INTO execution (partition, execution_key, execution_arn, state_machine_hash, state_machine_arn, name, account,
        start_date, input, definition_hash, role_arn, state_machine_version_arn, state_machine_alias_arn, trace_header,
        redrive_count, redrive_date, redrive_tokens, status, stop_date, output, error, cause, map_run_arn, item_count)
      SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
        $8::bigint[], $9::bytea[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
        $15::int[], $16::bigint[], $17::text[],
        $18::smallint[], $19::bigint[], $20::bytea[], $21::text[], $22::text[], $23::text[], $24::int[])
      ON CONFLICT (execution_key) DO UPDATE SET
        status = excluded.status, start_date = excluded.start_date, stop_date = excluded.stop_date, input = excluded.input,
        output = excluded.output, error = excluded.error, cause = excluded.cause, definition_hash = excluded.definition_hash,
        redrive_count = excluded.redrive_count, redrive_date = excluded.redrive_date, redrive_tokens = excluded.redrive_tokens
      """;
  private static final String CLOSE =
      """
      UPDATE execution e SET status = c.status, stop_date = c.stop_date, output = c.output, error = c.error, cause = c.cause
      FROM unnest($1::text[], $2::smallint[], $3::bigint[], $4::bytea[], $5::text[], $6::text[])
        AS c(execution_key, status, stop_date, output, error, cause)
      WHERE e.execution_key = c.execution_key
      """;

  /** An execution that started in the batch, and how it ended if it did. */
  private record Begun(
      int partition,
      ExecutionKey key,
      String executionArn,
      Started started,
      @Nullable Closed closed) {}

  private ExecutionStatements() {}

  static List<BulkStatement> of(List<Placed<StartedRow>> opened, List<Placed<ClosedRow>> closed) {
    List<Begun> begun = new ArrayList<>();
    for (Placed<StartedRow> placed : opened) {
      StartedRow row = placed.row();
      begun.add(new Begun(placed.partition(), row.key(), row.executionArn(), row.started(), null));
    }
    List<ClosedRow> ended = new ArrayList<>();
    for (Placed<ClosedRow> placed : closed) {
      ClosedRow row = placed.row();
      Started started = row.started();
      if (started == null) {
        ended.add(row);
      } else {
        begun.add(
            new Begun(placed.partition(), row.key(), row.executionArn(), started, row.closed()));
      }
    }
    List<BulkStatement> statements = new ArrayList<>();
    if (!begun.isEmpty()) {
      statements.add(start(begun));
    }
    if (!ended.isEmpty()) {
      statements.add(close(ended));
    }
    return statements;
  }

  private static BulkStatement start(List<Begun> rows) {
    Tuple values =
        Tuple.tuple()
            .addArrayOfInteger(rows.stream().map(Begun::partition).toArray(Integer[]::new))
            .addArrayOfString(texts(rows, row -> row.key().value()))
            .addArrayOfString(texts(rows, Begun::executionArn))
            .addArrayOfLong(
                rows.stream()
                    .map(row -> StateMachineHash.of(row.started().stateMachineArn()))
                    .toArray(Long[]::new))
            .addArrayOfString(texts(rows, row -> row.started().stateMachineArn()))
            .addArrayOfString(texts(rows, row -> row.started().name()))
            .addArrayOfString(texts(rows, row -> row.started().account()))
            .addArrayOfLong(
                rows.stream().map(row -> row.started().startDate()).toArray(Long[]::new))
            .addArrayOfBuffer(
                rows.stream().map(row -> buffer(row.started().input())).toArray(Buffer[]::new))
            .addArrayOfString(texts(rows, row -> row.started().definitionHash()))
            .addArrayOfString(texts(rows, row -> row.started().roleArn()))
            .addArrayOfString(texts(rows, row -> row.started().stateMachineVersionArn()))
            .addArrayOfString(texts(rows, row -> row.started().stateMachineAliasArn()))
            .addArrayOfString(texts(rows, row -> row.started().traceHeader()));
    redrives(values, rows);
    Tuple all =
        ends(values, rows.stream().map(Begun::closed).toList())
            .addArrayOfString(texts(rows, row -> row.started().mapRunArn()))
            .addArrayOfInteger(itemCounts(rows));
    return new BulkStatement(START, all);
  }

  private static Integer[] itemCounts(List<Begun> rows) {
    Integer[] counts = new Integer[rows.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = rows.get(i).started().itemCount();
    }
    return counts;
  }

  private static void redrives(Tuple values, List<Begun> rows) {
    Integer[] counts = new Integer[rows.size()];
    Long[] dates = new Long[rows.size()];
    String[] tokens = new String[rows.size()];
    for (int i = 0; i < counts.length; i++) {
      Redrive redrive = rows.get(i).started().redrive();
      counts[i] = redrive == null ? 0 : redrive.count();
      if (redrive != null) {
        dates[i] = redrive.date();
        tokens[i] = redrive.tokens().text();
      }
    }
    values.addArrayOfInteger(counts).addArrayOfLong(dates).addArrayOfString(tokens);
  }

  private static BulkStatement close(List<ClosedRow> rows) {
    Tuple values = Tuple.tuple().addArrayOfString(texts(rows, row -> row.key().value()));
    return new BulkStatement(CLOSE, ends(values, rows.stream().map(ClosedRow::closed).toList()));
  }

  // Streams and immutable lists refuse null, so arrays are filled by hand.
  private static Tuple ends(Tuple values, List<? extends @Nullable Closed> ends) {
    int size = ends.size();
    Short[] status = new Short[size];
    Long[] stopDate = new Long[size];
    Buffer[] output = new Buffer[size];
    String[] error = new String[size];
    String[] cause = new String[size];
    for (int i = 0; i < size; i++) {
      Closed end = ends.get(i);
      status[i] =
          StatusCode.of(
              end == null ? ExecutionStatus.RUNNING : ExecutionStatus.valueOf(end.status()));
      if (end != null) {
        stopDate[i] = end.stopDate();
        output[i] = buffer(end.output());
        error[i] = text(end.error());
        cause[i] = text(end.cause());
      }
    }
    return values
        .addArrayOfShort(status)
        .addArrayOfLong(stopDate)
        .addArrayOfBuffer(output)
        .addArrayOfString(error)
        .addArrayOfString(cause);
  }

  private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(column.apply(rows.get(i)));
    }
    return texts;
  }

  // PostgreSQL has no NUL in texts; a worker may send one.
  private static @Nullable String text(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  private static @Nullable Buffer buffer(@Nullable Payload payload) {
    return payload == null ? null : Buffer.buffer(payload.utf8());
  }
}
