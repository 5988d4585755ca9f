package io.passo.coordinator.history;

import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Something of one partition. */
record Placed<T>(int partition, T row) {
  /** Rows of one kind in all batches. */
  static <T> List<Placed<T>> all(List<Move> moves, Function<Batch, List<T>> rows) {
    List<Placed<T>> all = new ArrayList<>();
    for (Move move : moves) {
      rows.apply(move.batch()).forEach(row -> all.add(new Placed<>(move.partition(), row)));
    }
    return all;
  }

  /** Their partitions, as a column. */
  static Integer[] partitions(List<? extends Placed<?>> rows) {
    return rows.stream().map(Placed::partition).toArray(Integer[]::new);
  }

  /** A column of texts. */
  static <T> String[] texts(List<Placed<T>> rows, Function<T, String> column) {
    return rows.stream().map(placed -> column.apply(placed.row())).toArray(String[]::new);
  }
}
