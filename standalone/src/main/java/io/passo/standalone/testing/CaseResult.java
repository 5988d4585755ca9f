package io.passo.standalone.testing;

import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;

/**
 * What became of a test.
 *
 * @param verdict how it ended
 * @param problems what is wrong, one line each; empty if it passed
 * @param paths states in the order in which they were entered, by place
 * @param waited virtual time that the execution took
 * @param took real time
 */
record CaseResult(
    TestCase test,
    Verdict verdict,
    List<String> problems,
    SequencedMap<Place, List<String>> paths,
    Duration waited,
    Duration took) {
  CaseResult {
    problems = List.copyOf(problems);
  }

  /** How a test ended. */
  enum Verdict {
    PASS,
    /** The execution did something else than expected. */
    FAIL,
    /** The execution could not be run to its end: a mock is missing, or it has none. */
    ERROR
  }

  boolean isPassed() {
    return verdict == Verdict.PASS;
  }
}
