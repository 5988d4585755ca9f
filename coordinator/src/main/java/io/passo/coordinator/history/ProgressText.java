package io.passo.coordinator.history;

import io.passo.protocol.MapRunRecord.Progress;
import java.util.Arrays;

/** Progress of a Map Run as a column: its numbers, separated by commas. */
final class ProgressText {
  private ProgressText() {}

  static String write(Progress of) {
    return of.pending()
        + ","
        + of.running()
        + ","
        + of.succeeded()
        + ","
        + of.failed()
        + ","
        + of.timedOut()
        + ","
        + of.aborted()
        + (of.pendingRedrive() == 0 ? "" : "," + of.pendingRedrive());
  }

  static Progress read(String text) {
    int[] numbers = Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    return new Progress(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers.length > 6 ? numbers[6] : 0);
  }
}
