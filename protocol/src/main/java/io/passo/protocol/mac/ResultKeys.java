package io.passo.protocol.mac;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Keys that workers sign results with: one per attempt and pool, a function of the cluster's
 * secret, so that a worker which was given one attempt cannot speak for another one, nor for
 * another pool.
 */
public final class ResultKeys {
  private static final byte[] PURPOSE = "passo-result-key-1|".getBytes(StandardCharsets.UTF_8);

  private final MacKey cluster;

  /**
   * Derives keys from the secret of a cluster.
   *
   * @param cluster key of the cluster ({@code PASSO_SECRET}), known to coordinators only
   */
  public ResultKeys(MacKey cluster) {
    this.cluster = cluster;
  }

  /** Key of an attempt as it travels in {@link io.passo.protocol.StepCommand#resultKey()}. */
  public String text(String executionArn, long attempt, String pool) {
    byte[] key =
        Macs.full(
            cluster,
            PURPOSE,
            (executionArn + "|" + attempt + "|" + pool).getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** Key of an attempt to check a result with. */
  public MacKey key(String executionArn, long attempt, String pool) {
    return MacKey.ofBase64(text(executionArn, attempt, pool));
  }
}
