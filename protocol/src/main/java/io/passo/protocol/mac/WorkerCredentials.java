package io.passo.protocol.mac;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Credentials of adapters at the API of their own cluster, for nested executions: the access key id
 * is the account, its secret follows from the secret that workers share with coordinators.
 */
public final class WorkerCredentials {
  private static final byte[] PURPOSE =
      "passo credentials of workers\n".getBytes(StandardCharsets.UTF_8);

  private WorkerCredentials() {}

  /**
   * Secret access key of workers for an account.
   *
   * @param worker key that commands are signed with
   * @param account 12 digits, at the same time the access key id
   * @return 64 hexadecimal digits
   */
  public static String secret(MacKey worker, String account) {
    return HexFormat.of()
        .formatHex(Macs.full(worker, PURPOSE, account.getBytes(StandardCharsets.UTF_8)));
  }
}
