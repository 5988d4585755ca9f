package io.passo.coordinator.history;

import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the row of a sink keeps as text besides its position: a line with the inputs, one with
 * {@code dispatched}, one per tail.
 *
 * <pre>
 * 17 2 40 2
 * 110 1 3 8
 * 5120 3 functions
 * </pre>
 */
record Progress(Inputs inputs, Position dispatched, Map<StepPartition, Long> tails) {

  String encode() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        inputs.requests(),
        inputs.requestsLeaderEpoch(),
        inputs.results(),
        inputs.resultsLeaderEpoch());
    line(text, dispatched.offset(), dispatched.leaderEpoch(), dispatched.epoch(), dispatched.seq());
    tails.forEach((partition, tail) -> line(text, tail, partition.partition(), partition.pool()));
    return text.toString();
  }

  static Progress decode(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2) {
      throw new IllegalStateException(
          "Expected the progress of a sink to have 2 lines but found " + lines.size());
    }
    String[] in = lines.get(0).split(" ", 4);
    String[] sent = lines.get(1).split(" ", 4);
    Map<StepPartition, Long> tails = new HashMap<>();
    for (String line : lines.subList(2, lines.size())) {
      String[] tail = line.split(" ", 3);
      tails.put(new StepPartition(tail[2], Integer.parseInt(tail[1])), Long.parseLong(tail[0]));
    }
    return new Progress(
        new Inputs(
            Long.parseLong(in[0]),
            Integer.parseInt(in[1]),
            Long.parseLong(in[2]),
            Integer.parseInt(in[3])),
        new Position(
            Long.parseLong(sent[0]),
            Integer.parseInt(sent[1]),
            Long.parseLong(sent[2]),
            Long.parseLong(sent[3])),
        tails);
  }

  private static void line(StringBuilder text, Object... words) {
    for (int i = 0; i < words.length; i++) {
      text.append(i == 0 ? "" : " ").append(words[i]);
    }
    text.append('\n');
  }
}
