package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Inputs;

/** Next inputs of a partition: where a successor goes on. */
final class InputProgress {
  private Inputs next;

  InputProgress(Inputs next) {
    this.next = next;
  }

  Inputs next() {
    return next;
  }

  void processed(Input input) {
    next =
        switch (input.source()) {
          case REQUESTS ->
              new Inputs(
                  input.offset() + 1,
                  input.leaderEpoch(),
                  next.results(),
                  next.resultsLeaderEpoch());
          // In no log, so nothing that a successor must know.
          case CALLER -> next;
          case RESULTS ->
              new Inputs(
                  next.requests(),
                  next.requestsLeaderEpoch(),
                  input.offset() + 1,
                  input.leaderEpoch());
        };
  }
}
