package org.offlineimap.auth;

/** What ties a login to the TLS connection it is made on (RFC 5929, RFC 9266). Immutable. */
public final class ChannelBinding {
  private final String type;
  private final byte[] data;

  /** Of this type, {@code tls-exporter} or {@code tls-server-end-point}. */
  public ChannelBinding(String type, byte[] data) {
    this.type = type;
    this.data = data.clone();
  }

  String type() {
    return type;
  }

  byte[] data() {
    return data.clone();
  }
}
