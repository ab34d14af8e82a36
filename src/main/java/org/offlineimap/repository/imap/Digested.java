package org.offlineimap.repository.imap;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Takes octets for their SHA-256 only. Confined to one thread. */
final class Digested extends OutputStream {
  private final MessageDigest digest;

  Digested() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  MessageDigest digest() {
    return digest;
  }

  @Override
  public void write(int octet) {
    digest.update((byte) octet);
  }

  @Override
  public void write(byte[] data, int from, int length) {
    digest.update(data, from, length);
  }
}
