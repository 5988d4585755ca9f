package io.passo.coordinator.engine;

import io.passo.protocol.StepResult.Claim;

/**
 * Who may run an attempt that must be claimed (correctness.md §10), as it stands in the frame.
 *
 * @param requestId names the claim: a repeated one is the same
 * @param deliveryCount how often the record had been delivered then
 * @param record place of the command in the step topic
 */
record StepClaim(String requestId, int deliveryCount, String record) {
  private static final String SEPARATOR = " ";
  private static final int FIELDS = 3;

  static StepClaim of(Claim claim) {
    return new StepClaim(claim.question().requestId(), claim.deliveryCount(), claim.record());
  }

  /** As it stands in a frame. */
  String text() {
    return requestId + SEPARATOR + deliveryCount + SEPARATOR + record;
  }

  /** From a frame. */
  static StepClaim parse(String text) {
    String[] fields = text.split(SEPARATOR, FIELDS);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("Expected a claim of three parts but found " + text);
    }
    return new StepClaim(fields[0], Integer.parseInt(fields[1]), fields[2]);
  }

  /**
   * Whether a claim says that the holder is lost: the broker gave the very record that the holder
   * had to somebody else. Another record with the same command says nothing, and an older delivery
   * only that its claim was slow.
   */
  boolean isLostTo(StepClaim other) {
    return record.equals(other.record)
        && !requestId.equals(other.requestId)
        && other.deliveryCount >= deliveryCount;
  }
}
