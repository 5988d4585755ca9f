package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.protocol.EngineRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Fails an activity or callback task. */
@Singleton
public final class SendTaskFailure implements Operation<SendTaskFailure.Request> {
  private final TaskCalls tasks;

  public SendTaskFailure(TaskCalls tasks) {
    this.tasks = tasks;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("taskToken", Text.TASK_TOKEN),
        members.optional("error", Text.ERROR),
        members.optional("cause", Text.CAUSE));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    return tasks.tell(
        request.taskToken(),
        call,
        (caller, task) ->
            new EngineRequest.SendTaskFailure(
                caller, task.key(), task.attempt(), request.error(), request.cause()));
  }

  /** What SendTaskFailure takes. */
  public record Request(String taskToken, @Nullable String error, @Nullable String cause) {}
}
