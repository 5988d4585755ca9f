package io.passo.coordinator.api.arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1.1 connection on which the head of a request does not arrive in time: the first
 * one counted from the connection, later ones from their first byte. Nothing else sees a head that
 * is not whole, and each byte of it keeps an idle connection open.
 *
 * <pre>
 * waiting ──byte──► arriving ──deadline──► closed
 *    ▲                 │ {@link #begun}, or something is written
 *    └──response ended─┴► being served
 * </pre>
 *
 * <p>Runs on the event loop of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells of what it writes and closes elsewhere
public final class HeadDeadline extends ChannelDuplexHandler {
  private static final AttributeKey<HeadDeadline> KEY =
      AttributeKey.valueOf(HeadDeadline.class, "");

  /** What a client that speaks HTTP/2 at once begins with. */
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("PRI ", StandardCharsets.US_ASCII))
          .asReadOnly();

  private final Duration limit;
  private @Nullable Future<?> deadline;
  private boolean isServing;
  private long heads;

  HeadDeadline(Duration limit) {
    this.limit = limit;
  }

  /** Tells the connection of a request that its head has arrived. */
  public static void begun(HttpServerRequest request) {
    if (!(request.connection() instanceof ConnectionBase connection)) {
      return;
    }
    Channel channel = connection.channel();
    HeadDeadline guard = channel.attr(KEY).get();
    if (guard == null) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      guard.leave(channel);
      return;
    }
    guard.headArrived();
    request.response().endHandler(ended -> guard.isServing = false);
  }

  private void headArrived() {
    heads++;
    isServing = true;
    cancel();
  }

  // Requests of HTTP/2 share their connection; its frames bound each other.
  private void leave(Channel channel) {
    cancel();
    channel.attr(KEY).set(null);
    // An upgrade from HTTP/1.1 has taken it out already.
    if (channel.pipeline().context(this) != null) {
      channel.pipeline().remove(this);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().attr(KEY).set(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    arm(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (heads == 0 && message instanceof ByteBuf bytes && isPreface(bytes)) {
      leave(context.channel());
      context.fireChannelRead(message);
      return;
    }
    long before = heads;
    boolean isText = message instanceof ByteBuf bytes && beginsAsText(bytes);
    context.fireChannelRead(message);
    // A head that came whole, as nearly all do, needs no clock.
    if (isText && heads == before && !isServing && deadline == null) {
      arm(context);
    }
  }

  // As heads do, or the empty lines before them; frames of WebSockets do not.
  private static boolean beginsAsText(ByteBuf bytes) {
    byte first = bytes.isReadable() ? bytes.getByte(bytes.readerIndex()) : 0;
    return first >= ' ' || first == '\r' || first == '\n';
  }

  private static boolean isPreface(ByteBuf bytes) {
    int length = PREFACE.readableBytes();
    return bytes.readableBytes() >= length
        && ByteBufUtil.equals(bytes, bytes.readerIndex(), PREFACE, 0, length);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // An answer: what it is to had arrived, whoever serves it.
    cancel();
    context.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
    context.fireChannelInactive();
  }

  private void arm(ChannelHandlerContext context) {
    deadline =
        context
            .executor()
            .schedule(
                () -> {
                  context.close();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void cancel() {
    Future<?> armed = deadline;
    deadline = null;
    if (armed != null) {
      armed.cancel(false);
    }
  }
}
