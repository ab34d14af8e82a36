package org.offlineimap.imap.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** PLAIN: identity, user and password, with NULs between (RFC 4616 2). */
final class PlainExchange implements SaslExchange {
  private final byte[] message;

  PlainExchange(String identity, String user, byte[] password) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(identity.getBytes(StandardCharsets.UTF_8));
    out.write(0);
    out.writeBytes(user.getBytes(StandardCharsets.UTF_8));
    out.write(0);
    out.writeBytes(password);
    message = out.toByteArray();
  }

  @Override
  public String mechanism() {
    return "PLAIN";
  }

  @Override
  public Optional<byte[]> initialResponse() {
    return Optional.of(message.clone());
  }

  @Override
  public byte[] respond(byte[] challenge) throws ExchangeFailed {
    throw new ExchangeFailed("PLAIN has no second step");
  }
}
