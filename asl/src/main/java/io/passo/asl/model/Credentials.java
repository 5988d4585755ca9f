package io.passo.asl.model;

/**
 * Role a Task works under.
 *
 * @param roleArn {@code RoleArn}: written down, or a path or intrinsic from {@code RoleArn.$}
 */
public record Credentials(TextSource roleArn) {}
