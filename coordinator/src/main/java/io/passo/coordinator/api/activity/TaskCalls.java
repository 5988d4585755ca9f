package io.passo.coordinator.api.activity;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.api.Response;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.Reply;
import io.passo.protocol.token.InvalidTaskTokenException;
import io.passo.protocol.token.TaskToken;
import io.passo.protocol.token.TaskTokenCodec;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.BiFunction;

/** What the three SendTask actions share: the token and the answers. */
@Singleton
public final class TaskCalls {
  private final TaskTokenCodec tokens;
  private final EngineCalls engine;

  public TaskCalls(TaskTokenCodec tokens, EngineCalls engine) {
    this.tokens = tokens;
    this.engine = engine;
  }

  /**
   * Tells the owner of the task.
   *
   * @param request makes the request from the caller and what the token says
   */
  Uni<Response> tell(
      String token, Call call, BiFunction<Caller, TaskToken, EngineRequest> request) {
    TaskToken task = decode(token, call);
    return engine
        .ask(task.partition(), task.key(), (caller, key) -> request.apply(caller, task))
        .map(TaskCalls::answer);
  }

  /** A token of another account is as good as none. */
  private TaskToken decode(String text, Call call) {
    try {
      TaskToken token = tokens.decode(text);
      if (token.tenant().equals(call.caller().account())) {
        return token;
      }
    } catch (InvalidTaskTokenException e) {
      throw ApiErrors.invalidToken();
    }
    throw ApiErrors.invalidToken();
  }

  private static Response answer(Reply reply) {
    return switch (reply) {
      case Reply.TaskAccepted accepted -> Response.EMPTY;
      case Reply.TaskClosed closed -> throw ApiErrors.taskTimedOut();
      case Reply.Unknown unknown -> throw ApiErrors.taskTimedOut();
      default ->
          throw new IllegalStateException("Expected an answer about a task but was " + reply);
    };
  }
}
