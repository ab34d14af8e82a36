package org.offlineimap.imap.client;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Loads the code of a handshake by beginning one with nobody. Stateless. */
final class TlsWarmUp {
  private TlsWarmUp() {}

  static void run(SSLContext context) {
    SSLEngine engine = context.createSSLEngine("localhost", 993);
    engine.setUseClientMode(true);
    try {
      engine.beginHandshake();
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (SSLException toldByTheRealOne) {
      engine.closeOutbound();
    }
  }
}
