package io.passo.coordinator.api.query;

import io.passo.coordinator.api.Answer;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Deadline;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Outage;
import io.passo.coordinator.api.access.ApiAccess;
import io.passo.coordinator.api.audit.AuditLog;
import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.api.query.IamAction.Outcome;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.security.Names;
import io.passo.coordinator.security.SessionTokens;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.passo.coordinator.security.directory.DirectoryStore.Changed;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** From a form to an answer of IAM or STS, without HTTP. Never fails. */
@Singleton
public final class QueryDispatcher {
  private static final Logger LOG = Logger.getLogger(QueryDispatcher.class);
  private static final String CONTENT_TYPE = "text/xml";
  private static final String IAM = "https://iam.amazonaws.com/doc/2010-05-08/";
  private static final String STS = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final String GET_CALLER_IDENTITY = "GetCallerIdentity";
  private static final String ASSUME_ROLE = "AssumeRole";

  private final Map<String, IamAction> actions = new HashMap<>();
  private final DirectoryStore store;
  private final ApiAccess access;
  private final SecurityTokens tokens;
  private final MemberAccounts accounts;
  private final Names names;
  private final AuditLog audit;
  private final InstantSource clock;

  public QueryDispatcher(
      DirectoryStore store,
      AccessControl control,
      ApiAccess access,
      SessionTokens sessions,
      Names names,
      AuditLog audit,
      PassoConfig config,
      InstantSource clock) {
    this.store = store;
    this.audit = audit;
    this.access = access;
    this.tokens = new SecurityTokens(control, sessions);
    this.accounts = new MemberAccounts(control, config.account());
    this.names = names;
    this.clock = clock;
    actions.putAll(IdentityActions.roles());
    actions.putAll(IdentityActions.users());
    actions.putAll(AttachmentActions.of(Kind.ROLE));
    actions.putAll(AttachmentActions.of(Kind.USER));
    actions.putAll(PolicyActions.all());
    actions.putAll(AccessKeyActions.all());
    actions.putAll(SimulationActions.of(control));
  }

  /** Name of the action that a form asks for, "Unknown" for others; one of few values. */
  public String action(byte[] form) {
    try {
      String action = Parameters.of(form).optional("Action").orElse("");
      return isToken(action) || actions.containsKey(action) ? action : "Unknown";
    } catch (ApiException e) {
      return "Unknown";
    }
  }

  private static boolean isToken(String action) {
    return action.equals(GET_CALLER_IDENTITY) || action.equals(ASSUME_ROLE);
  }

  /**
   * @param form body of the request
   */
  public Uni<Answer> dispatch(byte[] form, Call call) {
    return Uni.createFrom()
        .deferred(() -> Deadline.within(Operation.DEADLINE, run(Parameters.of(form), call)))
        .onFailure()
        .recoverWithItem(failure -> error(failure, call))
        .invoke(answer -> write(form, call, answer));
  }

  private void write(byte[] form, Call call, Answer answer) {
    if (audit.isOn() && !"MalformedQueryString".equals(answer.error())) {
      audit.queried(action(form), Parameters.of(form).all(), call, answer.error());
    }
  }

  private Uni<Answer> run(Parameters parameters, Call call) {
    String name = parameters.required("Action");
    if (isToken(name)) {
      return token(name, parameters, call).map(result -> answer(name, STS, result, call));
    }
    IamAction action = actions.get(name);
    if (action == null) {
      throw new ApiException(
          "InvalidAction", "Could not find operation " + (name.matches("\\w{1,64}") ? name : ""));
    }
    return iam(action, parameters, call).map(result -> answer(name, IAM, result, call));
  }

  private Uni<Consumer<Xml>> token(String name, Parameters parameters, Call call) {
    if (name.equals(GET_CALLER_IDENTITY)) {
      return Uni.createFrom().item(SecurityTokens.callerIdentity(call.caller().principal()));
    }
    return store
        .fresh()
        .chain(directory -> withAccount(directory, parameters, call))
        .map(directory -> tokens.assumeRole(iamCall(directory, parameters, call), call));
  }

  private Uni<Directory> withAccount(Directory directory, Parameters parameters, Call call) {
    if (accounts.missing(iamCall(directory, parameters, call)).isEmpty()) {
      return Uni.createFrom().item(directory);
    }
    return store
        .change(
            newest ->
                new Changed<>(
                    accounts
                        .missing(iamCall(newest, parameters, call))
                        .map(Change::put)
                        .map(List::of)
                        .orElse(List.of()),
                    true))
        .map(made -> store.current());
  }

  private Uni<Consumer<Xml>> iam(IamAction action, Parameters parameters, Call call) {
    // What the caller needs can depend on what is there, such as the path of a role.
    return store
        .fresh()
        .chain(
            directory ->
                access.check(
                    List.of(action.permission().apply(iamCall(directory, parameters, call))), call))
        .chain(
            () ->
                action.writes() ? write(action, parameters, call) : read(action, parameters, call));
  }

  private Uni<Consumer<Xml>> read(IamAction action, Parameters parameters, Call call) {
    return Uni.createFrom()
        .item(() -> action.run().apply(iamCall(store.current(), parameters, call)).result());
  }

  private Uni<Consumer<Xml>> write(IamAction action, Parameters parameters, Call call) {
    return store.change(
        directory -> {
          Outcome outcome = action.run().apply(iamCall(directory, parameters, call));
          return new Changed<>(outcome.changes(), outcome.result());
        });
  }

  private IamCall iamCall(Directory directory, Parameters parameters, Call call) {
    return new IamCall(
        directory, parameters, call.caller(), Instant.ofEpochMilli(clock.millis()), names);
  }

  private static Answer answer(String action, String namespace, Consumer<Xml> result, Call call) {
    Xml xml = new Xml();
    xml.open(action + "Response", namespace);
    xml.element(action + "Result", () -> result.accept(xml));
    xml.element("ResponseMetadata", () -> xml.text("RequestId", call.requestId()));
    xml.close(action + "Response");
    return new Answer(CONTENT_TYPE, 200, null, Buffer.buffer(xml.toString()));
  }

  private static Answer error(Throwable failure, Call call) {
    if (failure instanceof ApiException error) {
      return answer(error, call.requestId());
    }
    if (Outage.isCauseOf(failure)) {
      LOG.debugf(failure, "Request refused for now: requestId=%s", call.requestId());
      return answer(
          ApiErrors.unavailable("The service is temporarily unavailable"), call.requestId());
    }
    LOG.errorf(failure, "Request failed: requestId=%s", call.requestId());
    return answer(
        new ApiException("ServiceFailure", 500, "An internal error occurred", Map.of()),
        call.requestId());
  }

  /** The body of an error. */
  public static Answer answer(ApiException error, String requestId) {
    // Errors of the JSON protocol have other names here.
    String code = error.type().equals("AccessDeniedException") ? "AccessDenied" : error.type();
    int status = code.equals("AccessDenied") ? 403 : error.status();
    Xml xml = new Xml();
    xml.open("ErrorResponse", IAM);
    xml.element(
        "Error",
        () ->
            xml.text("Type", status < 500 ? "Sender" : "Receiver")
                .text("Code", code)
                .text("Message", error.text()));
    xml.text("RequestId", requestId);
    xml.close("ErrorResponse");
    return new Answer(CONTENT_TYPE, status, code, Buffer.buffer(xml.toString()));
  }
}
