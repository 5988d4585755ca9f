package io.passo.integration;

/**
 * How an optimised integration names the errors of its service (integrations.md §8).
 *
 * @param prefix before the error, for example {@code SQS}
 * @param service in the cause, for example {@code AmazonSQS}
 * @param unmodelled error without a name of its own, for example {@code AmazonSQSException}
 * @param sdkBase the SDK's class for those, for example {@code SqsException}
 */
public record ServiceNames(String prefix, String service, String unmodelled, String sdkBase) {}
