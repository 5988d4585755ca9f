package io.passo.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of an integration.
 *
 * @param resource what is called
 * @param arn Resource ARN as written
 * @param parameters effective input of the Task
 * @param region region of the execution
 * @param executionArn the execution
 * @param stateMachineArn its state machine
 * @param timeout longest time the call may take
 * @param attemptId the same if the attempt is delivered again: an idempotency key
 * @param roleArn role to make the call as, if the Task names one
 */
public record IntegrationCall(
    Resource resource,
    String arn,
    JsonNode parameters,
    String region,
    String executionArn,
    String stateMachineArn,
    Duration timeout,
    String attemptId,
    @Nullable String roleArn) {}
