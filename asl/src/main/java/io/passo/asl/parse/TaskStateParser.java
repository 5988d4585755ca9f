package io.passo.asl.parse;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.Credentials;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.TextSource;
import io.passo.asl.model.Transition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a Task state (asl.md §6.6). */
final class TaskStateParser {
  private static final long MAX_SECONDS = 99_999_999;

  private TaskStateParser() {}

  static @Nullable TaskState parse(Fields state, StateInfo info) {
    state.require("Resource");
    TaskResource resource = resource(state);
    IntegrationParameters.check(state, resource);
    Sources sources = new Sources(state, info.queryLanguage());
    DataFlow flow = CommonFields.flow(state, info);
    IntegerSource timeout = sources.integer("TimeoutSeconds", 1, MAX_SECONDS);
    IntegerSource heartbeat = sources.integer("HeartbeatSeconds", 1, MAX_SECONDS);
    Credentials credentials = credentials(state, info.queryLanguage());
    List<Retrier> retry = Recovery.retry(state);
    List<Catcher> catchers = Recovery.catchers(state, info);
    Transition transition = CommonFields.transition(state);
    return resource == null || transition == null
        ? null
        : new TaskState(
            info,
            flow,
            resource,
            timeout,
            heartbeat,
            credentials,
            retry,
            catchers,
            CommonFields.assign(state, info),
            transition);
  }

  private static @Nullable TaskResource resource(Fields state) {
    String arn = state.text("Resource");
    TaskResource resource = arn == null ? null : TaskResources.parse(arn).orElse(null);
    if (arn != null && resource == null) {
      state.diagnostics().schema(state.pointer("Resource"), "Value is not a valid resource ARN");
    }
    return resource;
  }

  private static @Nullable Credentials credentials(Fields state, QueryLanguage language) {
    Fields credentials = state.object("Credentials");
    if (credentials == null) {
      return null;
    }
    LanguageFields.check(credentials, Set.of("RoleArn"), Set.of("RoleArn.$"), Set.of(), language);
    TextSource roleArn = new Sources(credentials, language).text("RoleArn", "RoleArn.$");
    if (!credentials.has("RoleArn") && !credentials.has("RoleArn.$")) {
      state
          .diagnostics()
          .schema(credentials.pointer(), "The field 'RoleArn' is required but was missing");
    }
    return roleArn == null ? null : new Credentials(roleArn);
  }
}
