package io.passo.asl.teststate;

import java.time.Instant;

/**
 * What a test gets from outside, so that it is a function.
 *
 * @param account account of the caller
 * @param region region of the caller
 * @param now when the test begins
 * @param entropy seed for everything random
 */
public record Surroundings(String account, String region, Instant now, long entropy) {}
