package io.passo.task.function;

import io.passo.worker.lambda.FunctionArn;

/**
 * A function as a call names it.
 *
 * @param account account of the function
 * @param name its name
 * @param qualifier version or alias; {@code $LATEST} if none is given
 */
public record FunctionKey(String account, String name, String qualifier) {
  static FunctionKey of(FunctionArn arn) {
    return new FunctionKey(arn.account(), arn.name(), arn.qualifier());
  }

  /** The same function as it is now. */
  FunctionKey latest() {
    return with(FunctionArn.LATEST);
  }

  /** The same function in another version. */
  FunctionKey with(String version) {
    return new FunctionKey(account, name, version);
  }
}
