package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.protocol.EngineRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Says that a task is still worked on. */
@Singleton
public final class SendTaskHeartbeat implements Operation<SendTaskHeartbeat.Request> {
  private final TaskCalls tasks;

  public SendTaskHeartbeat(TaskCalls tasks) {
    this.tasks = tasks;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("taskToken", Text.TASK_TOKEN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    return tasks.tell(
        request.taskToken(),
        call,
        (caller, task) -> new EngineRequest.SendTaskHeartbeat(caller, task.key(), task.attempt()));
  }

  /** What SendTaskHeartbeat takes. */
  public record Request(String taskToken) {}
}
