package io.passo.protocol;

/**
 * A record by which a new owner makes sure that everything its predecessors sent is visible
 * (correctness.md §7). Workers accept and forget it.
 *
 * @param partition engine partition that searches
 * @param epoch epoch of its owner
 * @param nonce fresh random text
 */
public record StepMarker(int partition, long epoch, String nonce) implements StepMessage {}
