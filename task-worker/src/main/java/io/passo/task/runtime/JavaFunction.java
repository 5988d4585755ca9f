package io.passo.task.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.task.runtime.FunctionResponse.Returned;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A class that implements one of Lambda's handler interfaces. As in Lambda, an instance serves one
 * call at a time and is kept for the next one; instances are made as calls overlap.
 */
final class JavaFunction implements HostedFunction {
  private final String name;
  private final Class<?> type;
  private final Caller caller;
  private final Queue<Object> idle = new ConcurrentLinkedQueue<>();

  /** Calls an instance with bytes. */
  @FunctionalInterface
  private interface Caller {
    byte[] call(Object instance, byte[] payload, Context context) throws Exception;
  }

  JavaFunction(String name, Class<?> type, JsonMapper mapper) throws UnusableFunctionException {
    this.name = name;
    this.type = type;
    this.caller = caller(type, mapper);
  }

  private static Caller caller(Class<?> type, JsonMapper mapper) throws UnusableFunctionException {
    if (RequestStreamHandler.class.isAssignableFrom(type)) {
      return JavaFunction::callStream;
    }
    if (RequestHandler.class.isAssignableFrom(type)) {
      JavaType input =
          mapper
              .getTypeFactory()
              .constructType(type)
              .findSuperType(RequestHandler.class)
              .containedTypeOrUnknown(0);
      return (instance, payload, context) -> callTyped(instance, payload, context, mapper, input);
    }
    throw new UnusableFunctionException(
        "Expected class '"
            + type.getName()
            + "' to implement RequestHandler or RequestStreamHandler");
  }

  @Override
  public FunctionResponse invoke(Invocation invocation) throws InterruptedException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(type.getClassLoader());
    try {
      return call(invocation);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private FunctionResponse call(Invocation invocation) throws InterruptedException {
    try {
      Object instance = instance();
      byte[] body =
          caller.call(instance, invocation.payload(), new LambdaContext(name, invocation));
      // One that threw is not used again, as Lambda drops an environment that has crashed.
      idle.add(instance);
      return new Returned(body);
    } catch (InterruptedException e) {
      throw e;
    } catch (InvocationTargetException e) {
      return ErrorDocument.of(e.getTargetException());
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      return ErrorDocument.of(e);
    }
  }

  private Object instance() throws ReflectiveOperationException {
    Object instance = idle.poll();
    if (instance != null) {
      return instance;
    }
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static byte[] callStream(Object instance, byte[] payload, Context context)
      throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream(payload.length);
    ((RequestStreamHandler) instance)
        .handleRequest(new ByteArrayInputStream(payload), output, context);
    return output.toByteArray();
  }

  @SuppressWarnings("unchecked") // the input has the type that the class declares
  private static byte[] callTyped(
      Object instance, byte[] payload, Context context, JsonMapper mapper, JavaType input)
      throws Exception {
    Object argument = mapper.readValue(payload, input);
    Object result = ((RequestHandler<Object, Object>) instance).handleRequest(argument, context);
    return mapper.writeValueAsBytes(result);
  }
}
