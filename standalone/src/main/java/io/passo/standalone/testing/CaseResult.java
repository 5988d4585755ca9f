package io.passo.standalone.testing;

import io.passo.asl.local.LocalResult;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a test.
 *
 * @param verdict how it ended
 * @param problems what is wrong, one line each; empty if it passed
 * @param differs whether the execution did something else than expected
 * @param ended how the execution ended; null if it did not
 * @param trace which way it went
 * @param waited virtual time that the execution took
 * @param took real time
 */
record CaseResult(
    TestCase test,
    Verdict verdict,
    List<String> problems,
    boolean differs,
    @Nullable LocalResult ended,
    Trace trace,
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

  /** States in the order in which they were entered, by place. */
  SequencedMap<Place, List<String>> paths() {
    return trace.paths();
  }

  boolean isPassed() {
    return verdict == Verdict.PASS;
  }
}
