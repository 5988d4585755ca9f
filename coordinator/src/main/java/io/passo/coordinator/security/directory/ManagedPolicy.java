package io.passo.coordinator.security.directory;

import java.time.Instant;

/**
 * A policy that can be attached to many identities.
 *
 * @param account of the caller who made it; {@code aws} for those that come with the product
 * @param path begins and ends with a slash
 * @param version number of its document, counted up by each change; older documents are not kept
 */
public record ManagedPolicy(
    String account,
    String path,
    String name,
    String id,
    Instant created,
    Instant updated,
    String description,
    int version,
    String document) {

  public String arn() {
    return "arn:aws:iam::" + account + ":policy" + path + name;
  }

  /** The same with a newer document. */
  public ManagedPolicy revised(String newDocument, Instant now) {
    return new ManagedPolicy(
        account, path, name, id, created, now, description, version + 1, newDocument);
  }
}
