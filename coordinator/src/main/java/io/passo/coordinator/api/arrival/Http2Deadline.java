package io.passo.coordinator.api.arrival;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.time.Duration;

/**
 * Closes an HTTP/2 connection on which what has begun does not arrive in time: its first request,
 * counted from the preface on; later a frame, from its first byte on; and the frames of one head
 * together. Nothing else sees a frame that is not whole. Looks at the frames' heads only and passes
 * everything on.
 *
 * <p>Runs on the event loop of its connection.
 */
final class Http2Deadline extends ChannelInboundHandlerAdapter {
  private static final int FRAME_HEAD = Http2CodecUtil.FRAME_HEADER_LENGTH;
  private static final int TYPE_AT = 3;
  private static final int FLAGS_AT = 4;

  private final CloseTimer timer;
  private final byte[] frameHead = new byte[FRAME_HEAD];
  private int frameHeadBytes;
  private int bytesToSkip;
  private boolean isHeadOpen;
  private boolean isHeadAwaited;
  private boolean hasMovedOn;

  private Http2Deadline(Duration limit, int prefaceBytes, boolean isHeadAwaited) {
    this.timer = new CloseTimer(limit);
    this.bytesToSkip = Http2CodecUtil.connectionPrefaceBuf().readableBytes() - prefaceBytes;
    this.isHeadAwaited = isHeadAwaited;
  }

  /**
   * For a client that speaks HTTP/2 at once.
   *
   * @param prefaceBytes bytes of the preface that have arrived already
   */
  static Http2Deadline ofNew(Duration limit, int prefaceBytes) {
    return new Http2Deadline(limit, prefaceBytes, true);
  }

  /** For a connection whose first request was one of HTTP/1.1; its preface is to come. */
  static Http2Deadline ofUpgraded(Duration limit) {
    return new Http2Deadline(limit, 0, false);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    timer.arm(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    timer.cancel();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    timer.cancel();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      arrived(context, bytes);
    }
    context.fireChannelRead(message);
  }

  /** Takes note of bytes that have come past this handler. */
  void arrived(ChannelHandlerContext context, ByteBuf bytes) {
    hasMovedOn = false;
    follow(bytes);
    if (hasMovedOn) {
      timer.cancel();
    }
    boolean isBetweenFrames = bytesToSkip == 0 && frameHeadBytes == 0;
    if (!timer.isArmed() && !(isBetweenFrames && !isHeadOpen && !isHeadAwaited)) {
      timer.arm(context);
    }
  }

  private void follow(ByteBuf bytes) {
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (bytesToSkip > 0) {
        int skipped = Math.min(bytesToSkip, bytes.writerIndex() - at);
        at += skipped;
        bytesToSkip -= skipped;
      } else {
        frameHead[frameHeadBytes++] = bytes.getByte(at++);
        if (frameHeadBytes == FRAME_HEAD) {
          frameHeadBytes = 0;
          begin();
        }
      }
      if (bytesToSkip == 0 && frameHeadBytes == 0 && !isHeadOpen && !isHeadAwaited) {
        hasMovedOn = true;
      }
    }
  }

  private void begin() {
    bytesToSkip =
        ((frameHead[0] & 0xff) << 16) | ((frameHead[1] & 0xff) << 8) | (frameHead[2] & 0xff);
    byte type = frameHead[TYPE_AT];
    if (type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION) {
      isHeadOpen = !new Http2Flags((short) (frameHead[FLAGS_AT] & 0xff)).endOfHeaders();
      isHeadAwaited &= isHeadOpen;
    }
  }
}
