package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder.LabelField;

/**
 * One message on its way into {@code tmp/}: converted, counted and digested as it passes. Of one
 * that is there, only {@link Arrived} is kept. Confined to one thread.
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

  /**
   * A message that is whole in {@code tmp/}. Immutable but for its flush.
   *
   * @param sha256 the digest of the octets on the wire, without a field of labels, in hex
   * @param header the dates of its header; empty when nobody asks for them
   * @param flush its content on its way to the device
   */
  record Arrived(
      Uid uid,
      Path file,
      long octets,
      String sha256,
      Optional<HeaderDates> header,
      MaildirDisk.Flush flush) {}

  Arrival(MaildirDelivery delivery, Uid uid, long announced, Path file, OutputStream out) {
    this.delivery = delivery;
    this.uid = uid;
    this.announced = announced;
    this.file = file;
    this.out = out;
    this.edit = delivery.labels(uid).map(field -> edit(out, field));
    this.bare = delivery.labels(uid).map(field -> bare(digest, field));
    this.form = new DiskForm(edit.map(OutputStream.class::cast).orElse(out), announced);
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
    if (octets != announced) {
      fail("the server announced " + announced + " octets and sent " + octets);
    }
    Optional<Arrived> arrived = Optional.empty();
    try {
      if (failure == null) {
        arrived = Optional.of(finish());
      } else {
        out.close();
      }
    } catch (IOException e) {
      fail(e.toString());
      throw e;
    } finally {
      delivery.ended(this, arrived);
    }
  }

  private Arrived finish() throws IOException {
    boolean whole = false;
    try {
      form.finish();
      if (edit.isPresent()) {
        edit.get().finish();
      }
      if (bare.isPresent()) {
        bare.get().finish();
      }
      delivery.date(this);
      String sha256 = HexFormat.of().formatHex(digest.digest());
      MaildirDisk.Flush flush = delivery.finish(file, out);
      whole = true;
      return new Arrived(uid, file, octets, sha256, header, flush);
    } finally {
      if (!whole) {
        out.close();
      }
    }
  }

  Uid uid() {
    return uid;
  }

  Path file() {
    return file;
  }

  String failure() {
    return failure == null ? "it did not come whole" : failure;
  }

  /** The dates of its header; empty when nobody asks for them. */
  Optional<HeaderDates> header() {
    return header;
  }
}
