package io.passo.integration.sdk;

/** How a response is written (integrations.md §1). */
public enum Form {
  /**
   * {@code aws-sdk}: members are named as the SDK for Java names them ({@code Bool}, {@code
   * DbInstanceIdentifier}), moments are ISO-8601 text.
   */
  SDK,
  /**
   * Optimised integrations: members are named as on the wire ({@code BOOL}), with a capital first
   * letter; moments are milliseconds since the epoch.
   */
  OPTIMISED
}
