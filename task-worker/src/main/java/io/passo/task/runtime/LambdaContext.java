package io.passo.task.runtime;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a Java function is told about its call. */
final class LambdaContext implements Context {
  private static final int MEMORY_MEGABYTES = 512;

  private final String name;
  private final Invocation invocation;
  private final LambdaLogger logger;

  LambdaContext(String name, Invocation invocation) {
    this.name = name;
    this.invocation = invocation;
    this.logger = new FunctionLogger(System.getLogger("function." + name), invocation.logs());
  }

  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + name;
  }

  @Override
  public String getLogStreamName() {
    return name;
  }

  @Override
  public String getFunctionName() {
    return name;
  }

  @Override
  public String getFunctionVersion() {
    return invocation.version();
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.functionArn();
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return ClientContexts.of(invocation.clientContext());
  }

  @Override
  public int getRemainingTimeInMillis() {
    long millis = Duration.between(Instant.now(), invocation.deadline()).toMillis();
    return Math.clamp(millis, 0, Integer.MAX_VALUE);
  }

  @Override
  public int getMemoryLimitInMB() {
    return MEMORY_MEGABYTES;
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }

  private record FunctionLogger(System.Logger log, @Nullable LogTail tail) implements LambdaLogger {
    @Override
    public void log(String message) {
      String text = message.stripTrailing();
      log.log(Level.INFO, text);
      if (tail != null) {
        tail.add(text);
      }
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
