package io.passo.coordinator.api.arrival;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1.1 connection on which the head of a request does not arrive in time: the first
 * one counted from the connection, later ones from their first byte. Nothing else sees a head that
 * is not whole, and each byte of it keeps an idle connection open. A connection that turns out to
 * be one of HTTP/2, or becomes one, is handed to an {@link Http2Deadline}.
 *
 * <pre>
 * waiting ──byte──► arriving ──deadline──► closed
 *    ▲                 │ {@link #begun}, or something is written
 *    └──response ended─┴► being served
 * </pre>
 *
 * <p>Runs on the event loop of its connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells of what it writes elsewhere
public final class HeadDeadline extends ChannelDuplexHandler {
  private static final AttributeKey<HeadDeadline> KEY =
      AttributeKey.valueOf(HeadDeadline.class, "");

  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

  /** As many bytes of it tell HTTP/2 from every method. */
  private static final int TELLING_BYTES = 4;

  private static final int NO_PREFACE = -1;
  private static final ByteBuf UPGRADE =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("HTTP/1.1 101 ", StandardCharsets.US_ASCII))
          .asReadOnly();

  private final Duration limit;
  private final CloseTimer timer;
  private boolean isServing;
  private boolean isUpgrading;
  private int prefaceBytes;
  private long heads;
  private @Nullable Http2Deadline successor;

  HeadDeadline(Duration limit) {
    this.limit = limit;
    this.timer = new CloseTimer(limit);
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
    guard.headArrived();
    request.response().endHandler(ended -> guard.isServing = false);
  }

  private void headArrived() {
    heads++;
    isServing = true;
    timer.cancel();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().attr(KEY).set(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    timer.arm(context);
    context.fireChannelActive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    timer.cancel();
    context.channel().attr(KEY).set(null);
    // An upgrade from HTTP/1.1 takes everything out.
    if (successor == null && context.channel().isActive()) {
      succeededBy(context, Http2Deadline.ofUpgraded(limit));
    }
  }

  private void succeededBy(ChannelHandlerContext context, Http2Deadline next) {
    successor = next;
    context.pipeline().addFirst(next);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes && isHttp2(context, bytes)) {
      context.pipeline().fireChannelRead(message);
    } else if (message instanceof ByteBuf bytes && isUpgrading) {
      readUpgrading(context, bytes);
    } else {
      readHead(context, message);
    }
  }

  private void readHead(ChannelHandlerContext context, Object message) {
    long before = heads;
    boolean isText = message instanceof ByteBuf bytes && beginsAsText(bytes);
    context.fireChannelRead(message);
    // A head that came whole, as nearly all do, needs no clock.
    if (isText && heads == before && !isServing && !timer.isArmed() && successor == null) {
      timer.arm(context);
    }
  }

  private boolean isHttp2(ChannelHandlerContext context, ByteBuf bytes) {
    if (prefaceBytes == NO_PREFACE) {
      return false;
    }
    int before = prefaceBytes;
    int more = Math.min(TELLING_BYTES - before, bytes.readableBytes());
    boolean matches =
        heads == 0 && ByteBufUtil.equals(PREFACE, before, bytes, bytes.readerIndex(), more);
    prefaceBytes = matches ? before + more : NO_PREFACE;
    if (prefaceBytes < TELLING_BYTES) {
      return false;
    }
    succeededBy(context, Http2Deadline.ofNew(limit, before));
    context.pipeline().remove(this);
    return true;
  }

  // What is left of the body may be followed by the preface: a client has read the answer by then.
  private void readUpgrading(ChannelHandlerContext context, ByteBuf bytes) {
    ByteBuf seen = bytes.retainedSlice();
    try {
      context.fireChannelRead(bytes);
      Http2Deadline next = successor;
      int preface = ByteBufUtil.indexOf(PREFACE, seen);
      if (next != null && preface >= 0) {
        next.arrived(context.pipeline().context(next), seen.readerIndex(preface));
      }
    } finally {
      seen.release();
    }
  }

  // As heads do, or the empty lines before them; frames of WebSockets do not.
  private static boolean beginsAsText(ByteBuf bytes) {
    byte first = bytes.isReadable() ? bytes.getByte(bytes.readerIndex()) : 0;
    return first >= ' ' || first == '\r' || first == '\n';
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // An answer: what it is to had arrived, whoever serves it.
    timer.cancel();
    isUpgrading |= message instanceof ByteBuf bytes && isUpgrade(bytes);
    context.write(message, promise);
  }

  private static boolean isUpgrade(ByteBuf bytes) {
    int length = UPGRADE.readableBytes();
    return bytes.readableBytes() >= length
        && ByteBufUtil.equals(bytes, bytes.readerIndex(), UPGRADE, 0, length);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    timer.cancel();
    context.fireChannelInactive();
  }
}
