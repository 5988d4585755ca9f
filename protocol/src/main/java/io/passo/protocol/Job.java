package io.passo.protocol;

/**
 * A job of another service that an attempt waits for ({@code .sync}). Key of the Kafka record:
 * {@link StepCommand#attemptId()}; the job is followed until a record without a value comes.
 *
 * @param command what was asked for
 * @param pool pool whose workers follow the job
 * @param handle what the worker finds the job by, as JSON
 * @param submittedAt when the job was started, milliseconds since the epoch
 */
public record Job(StepCommand command, String pool, Payload handle, long submittedAt) {}
