package io.passo.asl.history;

import io.passo.asl.data.Json;
import java.util.List;

/** The payloads of a chunk being read; events that refer to the same one share the value. */
record Payloads(List<Json> values) {
  Json at(int index) {
    if (index < 0 || index >= values.size()) {
      throw new InvalidHistoryException(
          "Expected one of " + values.size() + " payloads but found number " + index);
    }
    return values.get(index);
  }
}
