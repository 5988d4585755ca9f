package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.JsonText;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Completes an activity or callback task. */
@Singleton
public final class SendTaskSuccess implements Operation<SendTaskSuccess.Request> {
  private final TaskCalls tasks;

  public SendTaskSuccess(TaskCalls tasks) {
    this.tasks = tasks;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("taskToken", Text.TASK_TOKEN), members.required("output", Text.DATA));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    Payload output = JsonText.check(request.output(), ApiErrors::invalidOutput);
    return tasks.tell(
        request.taskToken(),
        call,
        (caller, task) ->
            new EngineRequest.SendTaskSuccess(caller, task.key(), task.attempt(), output));
  }

  /** What SendTaskSuccess takes. */
  public record Request(String taskToken, String output) {}
}
