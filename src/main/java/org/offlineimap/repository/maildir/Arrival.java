package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder.LabelField;

/**
 * One message on its way into {@code tmp/}: converted, counted and digested as it passes. Written
 * by one thread; read by another only after {@code close}, through its delivery's lock.
 */
final class Arrival extends OutputStream {
  private final MaildirDelivery delivery;
  private final Uid uid;
  private final long announced;
  private final Path file;
  private final OutputStream out;
  private final Optional<HeaderEdit> edit;
  private final DiskForm form;
  private final MessageDigest digest = sha256();
  private final Optional<HeaderEdit> bare;
  private final Optional<HeaderDates> header;
  private long octets;
  private boolean closed;
  private @Nullable String failure;

  Arrival(MaildirDelivery delivery, Uid uid, long announced, Path file, OutputStream out) {
    this.delivery = delivery;
    this.uid = uid;
    this.announced = announced;
    this.file = file;
    this.out = out;
    this.edit = delivery.labels(uid).map(field -> edit(out, field));
    this.bare = delivery.labels(uid).map(field -> bare(digest, field));
    this.form = new DiskForm(edit.map(OutputStream.class::cast).orElse(out));
    this.header = delivery.readsHeaders() ? Optional.of(new HeaderDates()) : Optional.empty();
  }

  private static HeaderEdit edit(OutputStream out, LabelField field) {
    return new HeaderEdit(out, field.header().name(), field.header().line(field.labels()));
  }

  /** What a file's labels take the place of is no part of what the message is known by. */
  private static HeaderEdit bare(MessageDigest digest, LabelField field) {
    OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    return new HeaderEdit(digested, field.header().name(), Optional.empty());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] data, int from, int length) throws IOException {
    try {
      octets += length;
      if (bare.isPresent()) {
        bare.get().write(data, from, length);
      } else {
        digest.update(data, from, length);
      }
      header.ifPresent(kept -> kept.write(data, from, length));
      form.write(data, from, length);
    } catch (IOException e) {
      fail(e.toString());
      throw e;
    }
  }

  /** Remembers the first reason why this message is not to be delivered. */
  void fail(String reason) {
    failure = failure == null ? reason : failure;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      if (failure == null) {
        form.finish();
        if (edit.isPresent()) {
          edit.get().finish();
        }
        if (bare.isPresent()) {
          bare.get().finish();
        }
      }
    } catch (IOException e) {
      fail(e.toString());
      throw e;
    } finally {
      if (octets != announced) {
        fail("the server announced " + announced + " octets and sent " + octets);
      }
      delivery.ended(this);
    }
  }

  Uid uid() {
    return uid;
  }

  Path file() {
    return file;
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  long octets() {
    return octets;
  }

  /** The dates of its header; empty when nobody asks for them. */
  Optional<HeaderDates> header() {
    return header;
  }

  /** The digest of the octets on the wire, without a field of labels; to be asked for once. */
  byte[] digest() {
    return digest.digest();
  }
}
