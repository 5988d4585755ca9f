package io.passo.coordinator.api.arrival;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;
import java.util.List;

/**
 * Accepts connections with a {@link HeadDeadline}. Vert.x has no such limit and Quarkus no hook
 * before the first request, so the deadline is put into a connection where it is accepted.
 */
public final class GuardedTransport extends JDKTransport implements VertxServiceProvider {
  @Override
  public void init(VertxBuilder builder) {
    builder.findTransport(this);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return domainSocket ? super.serverChannelFactory(true) : Guarded::new;
  }

  private static final class Guarded extends NioServerSocketChannel {
    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      // Netty calls this again with the same list while more connections wait.
      int before = accepted.size();
      int read = super.doReadMessages(accepted);
      for (Object connection : accepted.subList(before, accepted.size())) {
        ((Channel) connection).pipeline().addFirst(new HeadDeadline(ArrivalTime.LIMIT));
      }
      return read;
    }
  }
}
