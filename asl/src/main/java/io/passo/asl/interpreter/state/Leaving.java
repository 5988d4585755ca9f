package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import java.util.Map;

/**
 * What a state makes of its data when it is left.
 *
 * @param output its output
 * @param variables what it assigns, in the order of the definition
 */
record Leaving(Json output, Map<String, Json> variables) {}
