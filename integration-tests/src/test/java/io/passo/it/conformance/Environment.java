package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose account the cases run in.
 *
 * @param account account id
 * @param region region
 * @param functionPrefix begins the name of every function, so that cases that run together keep
 *     theirs apart
 */
record Environment(String account, String region, String functionPrefix) {
  private static final String RECORDED_ACCOUNT = "111111111111";
  private static final String RECORDED_REGION = "<region>";

  Environment(String account, String region) {
    this(account, region, "");
  }

  /** The same for one case, with function names of its own. */
  Environment ofCase(String id) {
    return new Environment(account, region, "f" + Integer.toHexString(id.hashCode()) + "_");
  }

  /** The text of a case with our account, region and functions in place of the recorded ones. */
  String bind(String text, JsonNode lambdas) {
    String bound = text;
    for (Map.Entry<String, JsonNode> lambda : lambdas.properties()) {
      String name = functionName(lambda.getKey());
      boolean byArn = "arn".equals(lambda.getValue().path("is").textValue());
      bound = bound.replace(lambda.getKey(), byArn ? functionArn(name) : name);
    }
    return bound.replace(RECORDED_REGION, region).replace(RECORDED_ACCOUNT, account);
  }

  /** The functions of a case by name. */
  Map<String, SimulatedFunction> functions(JsonNode lambdas) {
    Map<String, SimulatedFunction> functions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> lambda : lambdas.properties()) {
      functions.put(functionName(lambda.getKey()), SimulatedFunction.of(lambda.getValue()));
    }
    return functions;
  }

  /** The token {@code <lambda_function_name>} as a legal function name. */
  private String functionName(String token) {
    return functionPrefix + token.replaceAll("[^A-Za-z0-9_]", "");
  }

  /** ARN of a function in this environment. */
  String functionArn(String name) {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
  }
}
