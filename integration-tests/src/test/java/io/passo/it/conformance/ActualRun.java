package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an execution of ours came to, as the API shows it.
 *
 * @param status status
 * @param output output as JSON text
 * @param error error name
 * @param cause cause
 * @param events history in wire form, in order
 */
record ActualRun(
    String status,
    @Nullable String output,
    @Nullable String error,
    @Nullable String cause,
    List<JsonNode> events) {}
