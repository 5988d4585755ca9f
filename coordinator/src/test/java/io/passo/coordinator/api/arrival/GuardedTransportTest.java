package io.passo.coordinator.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardedTransportTest {
  private static final int CONNECTIONS = 40;

  @Test
  void shouldGuardEachOfManyConnectionsOnce() throws Exception {
    // given: connections that wait together, so that one look at the socket finds several
    BlockingQueue<Long> guards = new LinkedBlockingQueue<>();
    List<Socket> sockets = new ArrayList<>();
    EventLoopGroup group = new NioEventLoopGroup(1);
    try {
      Channel server = bind(group, guards);
      server.eventLoop().submit(() -> connectAll(server, sockets)).get();

      // when
      List<Long> seen = new ArrayList<>();
      for (int connection = 0; connection < CONNECTIONS; connection++) {
        seen.add(guards.poll(10, TimeUnit.SECONDS));
      }

      // then
      assertThat(seen).containsOnly(1L);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static Channel bind(EventLoopGroup group, BlockingQueue<Long> guards)
      throws InterruptedException {
    return new ServerBootstrap()
        .group(group)
        .channelFactory(new GuardedTransport().serverChannelFactory(false))
        .option(ChannelOption.SO_BACKLOG, 2 * CONNECTIONS)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Counting(guards));
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .sync()
        .channel();
  }

  // On the event loop that would accept them, which has no time for that meanwhile.
  private static Void connectAll(Channel server, List<Socket> sockets) throws Exception {
    InetSocketAddress address = (InetSocketAddress) server.localAddress();
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      sockets.add(new Socket(address.getAddress(), address.getPort()));
    }
    return null;
  }

  /** Counts the guards of a connection when it is active. */
  private static final class Counting extends ChannelInboundHandlerAdapter {
    private final BlockingQueue<Long> guards;

    Counting(BlockingQueue<Long> guards) {
      this.guards = guards;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      guards.add(
          context.pipeline().toMap().values().stream()
              .filter(HeadDeadline.class::isInstance)
              .count());
    }
  }
}
