package org.offlineimap.imap.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/** How the operating system is asked to look after a connection. */
final class DialerTest {
  @Test
  void everyConnectionIsWatchedByTcpKeepalive() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket door = new ServerSocket(0, 1, here);
        Socket socket =
            Dialer.connect(
                here.getHostAddress(),
                door.getLocalPort(),
                Optional.empty(),
                Duration.ofMinutes(1))) {
      assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(socket.getTcpNoDelay()).isTrue();
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(60);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(15);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(4);
      }
    }
  }

  @Test
  void anAnswerIsWaitedForFiveMinutesUnlessTheFileSaysOtherwise() {
    ConnectionOptions usual = ConnectionOptions.named("Rem");
    assertThat(usual.replyTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(usual.greetingTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(usual.within(Duration.ofSeconds(7)).replyTimeout()).isEqualTo(Duration.ofSeconds(7));
  }
}
