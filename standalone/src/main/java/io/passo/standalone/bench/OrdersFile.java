package io.passo.standalone.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file of orders for the example {@code etl}, the same for the same number of rows.
 *
 * @param rows how many orders
 * @param batch orders that one child execution gets
 */
record OrdersFile(int rows, int batch) {
  private static final List<String> COUNTRIES = List.of("DE", "FR", "PT", "US");
  // A prime: no two neighbouring batches have the same sum.
  private static final long MODULUS = 99_991;

  /** Writes it. */
  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("order_id,country,amount\n");
      for (int row = 0; row < rows; row++) {
        out.write(row + "," + COUNTRIES.get(row % COUNTRIES.size()) + "," + amount(row) + "\n");
      }
    }
  }

  /** What children give, one line for each, in the order of the file. */
  List<String> sums() {
    List<String> sums = new ArrayList<>();
    for (int first = 0; first < rows; first += batch) {
      int last = Math.min(rows, first + batch);
      long sum = 0;
      for (int row = first; row < last; row++) {
        sum += amount(row);
      }
      sums.add("{\"rows\":" + (last - first) + ",\"amount\":" + sum + "}");
    }
    return sums;
  }

  private static long amount(long row) {
    return row * row * 31 % MODULUS;
  }
}
