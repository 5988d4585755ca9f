package io.passo.asl.interpreter.state;

import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.KnownActivities;
import io.passo.asl.interpreter.MapRunAdmission;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.FailState;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.PassState;
import io.passo.asl.model.State;
import io.passo.asl.model.SucceedState;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.WaitState;

/** Gives each state to the handler of its type. */
final class Handlers {
  private final PassHandler pass = new PassHandler();
  private final TaskHandler task;
  private final ChoiceHandler choice = new ChoiceHandler();
  private final WaitHandler wait = new WaitHandler();
  private final SucceedHandler succeed = new SucceedHandler();
  private final FailHandler fail = new FailHandler();
  private final ParallelHandler parallel = new ParallelHandler();
  private final MapHandler map;

  Handlers(TaskTokens tokens, TaskPermissions permissions) {
    this(tokens, permissions, MapRunAdmission.ALL, KnownActivities.ALL);
  }

  Handlers(
      TaskTokens tokens,
      TaskPermissions permissions,
      MapRunAdmission admission,
      KnownActivities activities) {
    this.task = new TaskHandler(tokens, permissions, activities);
    this.map = new MapHandler(permissions, admission);
  }

  Outcome enter(State state, Flow flow, Draft draft) {
    return switch (state) {
      case PassState s -> pass.enter(s, flow, draft);
      case TaskState s -> task.enter(s, flow, draft);
      case ChoiceState s -> choice.enter(s, flow, draft);
      case WaitState s -> wait.enter(s, flow, draft);
      case SucceedState s -> succeed.enter(s, flow, draft);
      case FailState s -> fail.enter(s, flow, draft);
      case ParallelState s -> parallel.enter(s, flow, draft);
      case MapState s -> map.enter(s, flow, draft);
    };
  }

  Outcome resume(State state, FlowFrame frame, Signal signal, Draft draft) {
    return switch (state) {
      case PassState s -> pass.resume(s, frame, signal, draft);
      case TaskState s -> task.resume(s, frame, signal, draft);
      case ChoiceState s -> choice.resume(s, frame, signal, draft);
      case WaitState s -> wait.resume(s, frame, signal, draft);
      case SucceedState s -> succeed.resume(s, frame, signal, draft);
      case FailState s -> fail.resume(s, frame, signal, draft);
      case ParallelState s -> parallel.resume(s, frame, signal, draft);
      case MapState s -> map.resume(s, frame, signal, draft);
    };
  }
}
