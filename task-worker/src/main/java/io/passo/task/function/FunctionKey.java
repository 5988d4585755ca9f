package io.passo.task.function;

import io.passo.worker.lambda.FunctionArn;

/**
 * A function as a call names it.
 *
 * @param account account of the function
 * @param name its name
 */
public record FunctionKey(String account, String name) {
  static FunctionKey of(FunctionArn arn) {
    return new FunctionKey(arn.account(), arn.name());
  }
}
