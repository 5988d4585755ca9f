package io.passo.coordinator.api.query;

import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Names;
import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One action of IAM: from the directory to what it becomes and what is answered.
 *
 * @param writes whether it changes the directory
 * @param permission what the caller needs
 * @param run carries it out; what it throws is answered
 */
record IamAction(
    boolean writes, Function<IamCall, Permission> permission, Function<IamCall, Outcome> run) {

  /**
   * What an action works with.
   *
   * @param now in whole milliseconds
   */
  record IamCall(
      Directory directory, Parameters parameters, CallerIdentity caller, Instant now, Names names) {
    String account() {
      return caller.account();
    }

    /** Name of the user or role that the request is about; without one, the user who asks. */
    String name(Kind kind) {
      Principal principal = caller.principal();
      boolean own =
          kind == Kind.USER
              && principal.kind() == Principal.Kind.USER
              && parameters.optional("UserName").isEmpty();
      return own
          ? principal.name()
          : parameters.required(kind == Kind.ROLE ? "RoleName" : "UserName", IamText.NAME);
    }

    /** ARN of the user or role that the request is about, also if it is not there. */
    String identityArn(Kind kind) {
      String name = name(kind);
      return directory
          .identity(kind, account(), name)
          .map(Identity::arn)
          .orElseGet(() -> arn(kind.type() + "/" + name));
    }

    String arn(String resource) {
      return "arn:aws:iam::" + account() + ":" + resource;
    }
  }

  /**
   * What comes of an action.
   *
   * @param result writes what is inside the element of the result
   */
  record Outcome(List<Change> changes, Consumer<Xml> result) {
    static Outcome of(Consumer<Xml> result) {
      return new Outcome(List.of(), result);
    }

    static Outcome of(Change change) {
      return new Outcome(List.of(change), xml -> {});
    }

    static Outcome of(Change change, Consumer<Xml> result) {
      return new Outcome(List.of(change), result);
    }
  }
}
