package org.offlineimap.repository.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.offlineimap.repository.maildir.MaildirFixture.INBOX_MARK;
import static org.offlineimap.repository.maildir.MaildirFixture.complete;
import static org.offlineimap.repository.maildir.MaildirFixture.deliver;
import static org.offlineimap.repository.maildir.MaildirFixture.octets;
import static org.offlineimap.repository.maildir.MaildirFixture.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;

class MaildirDeliveryTest {
  private static final String UNIQUE = "1795403705_0.13840.vm,U=1" + INBOX_MARK;

  @TempDir Path root;
  private MaildirFixture fixture;
  private LocalFolder inbox;

  @BeforeEach
  void createTheInbox() throws SyncException {
    fixture = new MaildirFixture(root);
    inbox = fixture.inbox();
  }

  private static Map<Uid, LocalFolder.Incoming> one(long uid) {
    return Map.of(new Uid(uid), new LocalFolder.Incoming(FlagSet.none(), Optional.empty()));
  }

  @Test
  void putsSeenMessagesInCurAndOthersInNew() throws Exception {
    deliver(inbox, 1, "FS", octets("a\r\n"));
    assertThat(fixture.files()).containsExactly("cur/" + UNIQUE + ":2,FS");
    deliver(inbox, 2, "F", octets("a\r\n"));
    assertThat(fixture.files().get(1)).startsWith("new/1795403705_1.13840.vm,U=2");
    assertThat(complete(inbox).known().uids()).isEqualTo(UidSet.of(1, 2));
  }

  @Test
  void writesTheWindowsSeparatorWhenAsked() throws Exception {
    deliver(fixture.windows().inbox(), 1, "S", octets("a"));
    assertThat(fixture.files()).containsExactly("cur/" + UNIQUE + "!2,S");
  }

  @Test
  void keepsEveryOctetButTheCrOfACrlf() throws Exception {
    byte[] longLine = new byte[1 << 20];
    Arrays.fill(longLine, (byte) 'x');
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    List<byte[]> exact =
        List.of(
            octets(""),
            octets("A: b\r\n"),
            octets("A: b\r\n\r\n"),
            octets("no final newline"),
            octets("\0\0\r\n\0"),
            octets("From x\r\n.\r\n..\r\nFrom y\r\n"),
            octets("bare\rCR\r\r\r"),
            octets("\r"),
            octets("é\377\200\r\n"),
            octets("--boundary\r\nnever closed"),
            longLine);
    long uid = 0;
    for (byte[] wire : exact) {
      LocalFolder.Delivered done = deliver(inbox, ++uid, "", wire);
      LocalFolder.Stored stored = Objects.requireNonNull(done.stored().get(new Uid(uid)));
      assertThat(stored.wireOctets()).isEqualTo(wire.length);
      assertThat(stored.sha256())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wire)));
      MessageSource source = inbox.open(new Uid(uid));
      assertThat(source.wireOctets()).isEqualTo(wire.length);
      assertThat(wire(source)).isEqualTo(wire);
    }
    deliver(inbox, ++uid, "", all);
    assertThat(disk(uid)).isEqualTo(all);
    deliver(inbox, ++uid, "", octets("a\r\r\nb\nc\r\n"));
    assertThat(disk(uid)).isEqualTo(octets("a\r\nb\nc\n"));
  }

  private byte[] disk(long uid) throws IOException {
    for (String file : fixture.files()) {
      if (file.contains(",U=" + uid + ",")) {
        return Files.readAllBytes(root.resolve("INBOX").resolve(file));
      }
    }
    throw new AssertionError("no file for " + uid);
  }

  @Test
  void convertsTheSameHoweverTheOctetsAreCut() throws Exception {
    Random random = new Random(4);
    byte[] wire = new byte[200_000];
    for (int i = 0; i < wire.length; i++) {
      wire[i] = (byte) "\r\n\r\nab\0".charAt(random.nextInt(7));
    }
    for (int cut : new int[] {1, 2, 3, 7, 1024, 16 * 1024, 16 * 1024 + 1, 65_536}) {
      Uid uid = new Uid(cut);
      try (LocalFolder.Delivery delivery = inbox.deliver(one(cut))) {
        try (OutputStream out = delivery.open(uid, wire.length)) {
          for (int from = 0; from < wire.length; from += cut) {
            out.write(wire, from, Math.min(cut, wire.length - from));
          }
        }
        assertThat(delivery.commit().stored()).containsOnlyKeys(uid);
      }
      String text = new String(wire, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(disk(cut)).isEqualTo(octets(text.replace("\r\n", "\n")));
    }
  }

  @Test
  void uploadsLfAsCrlfAtEveryBufferBoundary() throws Exception {
    for (int length : new int[] {65_535, 65_536, 65_537, 131_072}) {
      byte[] file = new byte[length + 2];
      Arrays.fill(file, (byte) 'x');
      file[length - 1] = '\r';
      file[length] = '\n';
      file[length + 1] = '\n';
      Files.write(root.resolve("INBOX/new/f" + length), file);
      MessageSource source = inbox.open(new LocalFolder.Fresh("f" + length, FlagSet.none()));
      assertThat(source.wireOctets()).isEqualTo(length + 3);
      byte[] wire = wire(source);
      assertThat(Arrays.copyOfRange(wire, length - 1, length + 3)).isEqualTo(octets("\r\n\r\n"));
      inbox = fixture.inbox();
    }
  }

  @Test
  void streamsThirtyMebibytes() throws Exception {
    byte[] line = octets("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n");
    long octets = 30L << 20;
    Uid uid = new Uid(1);
    try (LocalFolder.Delivery delivery = inbox.deliver(one(1))) {
      try (OutputStream out = delivery.open(uid, octets)) {
        for (long sent = 0; sent < octets; sent += line.length) {
          out.write(line);
        }
      }
      LocalFolder.Stored stored = Objects.requireNonNull(delivery.commit().stored().get(uid));
      assertThat(stored.wireOctets()).isEqualTo(octets);
    }
    assertThat(inbox.open(uid).wireOctets()).isEqualTo(octets);
  }

  @Test
  void refusesAMessageOfAnotherLengthThanAnnounced() throws Exception {
    Uid uid = new Uid(1);
    for (long announced : new long[] {2, 4}) {
      try (LocalFolder.Delivery delivery = inbox.deliver(one(1))) {
        try (OutputStream out = delivery.open(uid, announced)) {
          out.write(octets("abc"));
        }
        LocalFolder.Delivered done = delivery.commit();
        assertThat(done.stored()).isEmpty();
        assertThat(done.failed()).containsOnlyKeys(uid);
      }
      assertThat(fixture.files()).isEmpty();
    }
  }

  @Test
  void dropsWhatWasAbandonedAndTakesItWhenItComesAgain() throws Exception {
    Uid uid = new Uid(1);
    try (LocalFolder.Delivery delivery = inbox.deliver(one(1))) {
      try (OutputStream out = delivery.open(uid, 3)) {
        out.write(octets("abc"));
        delivery.abandon(uid);
      }
      assertThat(fixture.files()).isEmpty();
      try (OutputStream out = delivery.open(uid, 3)) {
        out.write(octets("abc"));
      }
      assertThat(delivery.commit().stored()).containsOnlyKeys(uid);
    }
  }

  @Test
  void leavesNothingBehindWhenClosedWithoutCommit() throws Exception {
    try (LocalFolder.Delivery delivery = inbox.deliver(one(1))) {
      OutputStream out = delivery.open(new Uid(1), 3);
      out.write(octets("abc"));
      out.close();
      assertThat(fixture.files()).hasSize(1);
    }
    assertThat(fixture.files()).isEmpty();
  }

  @Test
  void neverReplacesAFile() throws Exception {
    fixture.file("new/" + UNIQUE + ":2,", "precious");
    LocalFolder.Delivered done = deliver(inbox, 1, "", octets("x"));
    assertThat(done.failed()).containsOnlyKeys(new Uid(1));
    assertThat(disk(1)).isEqualTo(octets("precious"));
    assertThat(fixture.files()).hasSize(1);
  }

  @Test
  void takesAnotherNameWhenTheFirstIsTaken() throws Exception {
    complete(inbox);
    fixture.file("new/" + UNIQUE + ":2,", "precious");
    fixture.file("tmp/" + UNIQUE.replace("_0", "_1") + ":2,", "of another");
    LocalFolder.Delivered done = deliver(inbox, 1, "", octets("x"));
    assertThat(done.stored()).containsOnlyKeys(new Uid(1));
    assertThat(fixture.files()).hasSize(3);
    assertThat(disk(1)).isEqualTo(octets("precious"));
  }

  @Test
  void renamesWhereThereAreNoHardLinks() throws Exception {
    KillingDisk real = new KillingDisk(Integer.MAX_VALUE, false);
    fixture.disk = new LinklessDisk(real);
    assertThat(deliver(fixture.inbox(), 1, "S", octets("x\r\n")).stored()).hasSize(1);
    assertThat(fixture.files()).containsExactly("cur/" + UNIQUE + ":2,S");
  }

  @Test
  void skipsTheFlushesWithoutFsync() throws Exception {
    KillingDisk flushing = new KillingDisk(Integer.MAX_VALUE, false);
    fixture.disk = flushing;
    deliver(fixture.inbox(), 1, "S", octets("x\r\n"));
    KillingDisk plain = new KillingDisk(Integer.MAX_VALUE, false);
    fixture.disk = plain;
    fixture.fsync = false;
    deliver(fixture.inbox(), 2, "S", octets("x\r\n"));
    assertThat(flushing.effects() - plain.effects()).isEqualTo(2);
  }

  @Test
  void datesFilesOnlyWhenAsked() throws Exception {
    Instant date = Instant.ofEpochSecond(1_000_000_000);
    fixture.format =
        new MaildirSettings.Format(
            LetterMap.systemOnly(),
            false,
            new MaildirSettings.Dates(false, true, false),
            UnaryOperator.identity());
    LocalFolder folder = fixture.inbox();
    Uid uid = new Uid(1);
    LocalFolder.Incoming incoming = new LocalFolder.Incoming(FlagSet.none(), Optional.of(date));
    try (LocalFolder.Delivery delivery = folder.deliver(Map.of(uid, incoming))) {
      delivery.open(uid, 0).close();
      delivery.commit();
    }
    Path file = root.resolve("INBOX").resolve(fixture.files().getFirst());
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(date);
  }

  @Test
  void clearsOnlyItsOwnOldLeftovers() throws Exception {
    Instant old = MaildirFixture.NOW.minus(Duration.ofHours(37));
    Path ours = fixture.file("tmp/" + UNIQUE + ":2,", "x");
    Path theirs = fixture.file("tmp/1.2.h", "x");
    Path young = fixture.file("tmp/2" + UNIQUE + ":2,", "x");
    Files.setLastModifiedTime(ours, FileTime.from(old));
    Files.setLastModifiedTime(theirs, FileTime.from(old));
    Files.setLastModifiedTime(young, FileTime.from(MaildirFixture.NOW));
    inbox.deliver(Map.of()).close();
    assertThat(ours).doesNotExist();
    assertThat(theirs).exists();
    assertThat(young).exists();
  }

  @Test
  void acceptsOnlyWhatWasAskedFor() throws Exception {
    try (LocalFolder.Delivery delivery = inbox.deliver(Map.of())) {
      assertThatThrownBy(() -> delivery.open(new Uid(1), 1)).isInstanceOf(IOException.class);
    }
  }

  /** A disk without hard links, as FAT has none. */
  private record LinklessDisk(MaildirDisk disk) implements MaildirDisk {
    @Override
    public OutputStream create(Path file) throws IOException {
      return disk.create(file);
    }

    @Override
    public void forceFile(Path file) throws IOException {
      disk.forceFile(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      disk.forceDirectory(directory);
    }

    @Override
    public void date(Path file, Instant modified) throws IOException {
      disk.date(file, modified);
    }

    @Override
    public void accessed(Path directory, FileTime time) throws IOException {
      disk.accessed(directory, time);
    }

    @Override
    public void link(Path from, Path to) throws IOException {
      throw new java.nio.file.FileSystemException(to.toString(), null, "not permitted");
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
      disk.replace(from, to);
    }

    @Override
    public void unlink(Path file) throws IOException {
      disk.unlink(file);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
      disk.makeDirectory(directory);
    }
  }
}
