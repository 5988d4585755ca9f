package io.passo.asl.local;

import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stands for everybody whom executions call: functions, services, activities, readers, writers. */
@FunctionalInterface
public interface LocalCalls {
  /**
   * Says what becomes of a call. What this throws ends the whole run.
   *
   * @param execution the execution that calls, which may be a child execution of a Map Run
   * @param call what is called, and with what
   * @return what is reported of it, in order; empty if nothing ever is
   */
  List<Reply> answer(ExecutionStart execution, Effect.ScheduleTask call);

  /**
   * Something that is reported of a call.
   *
   * @param after how long after the call was scheduled
   * @param report what
   */
  record Reply(Duration after, Report report) {
    public Reply {
      if (after.isNegative()) {
        throw new IllegalArgumentException("Expected a reply after its call but found " + after);
      }
    }

    /** What is reported at once. */
    public static Reply atOnce(Report report) {
      return new Reply(Duration.ZERO, report);
    }
  }

  /** An event but for its time and entropy. */
  @FunctionalInterface
  interface Report {
    Event at(Instant at, long entropy);
  }
}
