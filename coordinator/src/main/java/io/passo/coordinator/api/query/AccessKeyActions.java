package io.passo.coordinator.api.query;

import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.api.query.IamAction.Outcome;
import io.passo.coordinator.security.directory.AccessKey;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.util.List;
import java.util.Map;

/** Access keys of users. */
final class AccessKeyActions {
  private static final int MOST = 2;

  private AccessKeyActions() {}

  static Map<String, IamAction> all() {
    return ActionTable.on(call -> call.identityArn(Kind.USER))
        .writes("CreateAccessKey", AccessKeyActions::create)
        .reads("ListAccessKeys", AccessKeyActions::list)
        .writes("UpdateAccessKey", AccessKeyActions::update)
        .writes("DeleteAccessKey", call -> Outcome.of(Change.delete(found(call))))
        .all();
  }

  private static Outcome create(IamCall call) {
    Identity user = IdentityActions.found(call, Kind.USER);
    if (call.directory().keys(call.account(), user.name()).size() >= MOST) {
      throw IamErrors.limitExceeded("AccessKeysPerUser", MOST);
    }
    AccessKey key =
        new AccessKey(
            call.names().uniqueId("AKIA"),
            call.account(),
            user.name(),
            call.names().secret(),
            true,
            call.now());
    return Outcome.of(
        Change.put(key),
        xml ->
            xml.element(
                "AccessKey",
                () -> {
                  described(xml, key);
                  xml.text("SecretAccessKey", key.secret());
                }));
  }

  private static Outcome list(IamCall call) {
    Identity user = IdentityActions.found(call, Kind.USER);
    List<AccessKey> keys = call.directory().keys(call.account(), user.name());
    return Outcome.of(
        xml ->
            xml.list("AccessKeyMetadata", keys, AccessKeyActions::described)
                .flag("IsTruncated", false));
  }

  private static Outcome update(IamCall call) {
    AccessKey key = found(call);
    String status = call.parameters().required("Status");
    if (!status.equals("Active") && !status.equals("Inactive")) {
      throw IamErrors.validation(
          "1 validation error detected: Value '%s' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]"
              .formatted(status));
    }
    return Outcome.of(Change.put(key.withActive(status.equals("Active"))));
  }

  private static AccessKey found(IamCall call) {
    Identity user = IdentityActions.found(call, Kind.USER);
    String id = call.parameters().required("AccessKeyId");
    return call.directory()
        .key(id)
        .filter(key -> key.account().equals(call.account()) && key.userName().equals(user.name()))
        .orElseThrow(() -> IamErrors.noSuchEntity("The Access Key with id " + id));
  }

  private static void described(Xml xml, AccessKey key) {
    xml.text("UserName", key.userName())
        .text("AccessKeyId", key.id())
        .text("Status", key.active() ? "Active" : "Inactive")
        .time("CreateDate", key.created());
  }
}
