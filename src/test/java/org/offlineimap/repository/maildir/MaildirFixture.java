package org.offlineimap.repository.maildir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.LetterMap;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.repository.LocalFolder;

/** A repository in a temporary directory, with a fixed clock, host and process. */
final class MaildirFixture {
  static final Instant NOW = Instant.ofEpochSecond(1_795_403_705);
  static final String INBOX_MARK = ",FMD5=7e33429f656f1e6e9d79b29c3f82c57e";

  final Path root;
  final List<String> warnings = new ArrayList<>();
  String separator = ".";
  boolean fsync = true;
  MaildirSettings.Format format = MaildirSettings.Format.standard();
  MaildirDisk disk = MaildirDisk.real();

  MaildirFixture(Path root) {
    this.root = root;
  }

  MaildirFixture letters(Map<Character, String> keywords) {
    format =
        new MaildirSettings.Format(
            new LetterMap(keywords),
            false,
            MaildirSettings.Dates.OF_DELIVERY,
            java.util.function.UnaryOperator.identity());
    return this;
  }

  MaildirFixture windows() {
    format =
        new MaildirSettings.Format(
            LetterMap.systemOnly(),
            true,
            MaildirSettings.Dates.OF_DELIVERY,
            java.util.function.UnaryOperator.identity());
    return this;
  }

  MaildirRepository repository() {
    return new MaildirRepository(
        new MaildirSettings(
            "Local", root, separator, format, new MaildirSettings.Care(fsync, false)),
        new MaildirHost(() -> "vm", 13840, () -> NOW, warnings::add),
        disk);
  }

  LocalFolder folder(String name) throws SyncException {
    MaildirRepository repository = repository();
    return repository.folder(new FolderName(name));
  }

  LocalFolder inbox() throws SyncException {
    if (!Files.isDirectory(root.resolve("INBOX/cur"))) {
      new FolderTree(new Store(settings(), host(), MaildirDisk.real(), new NameMint(host())))
          .create("INBOX");
    }
    return folder("INBOX");
  }

  MaildirSettings settings() {
    return new MaildirSettings(
        "Local", root, separator, format, new MaildirSettings.Care(fsync, false));
  }

  MaildirHost host() {
    return new MaildirHost(() -> "vm", 13840, () -> NOW, warnings::add);
  }

  Path file(String path, String content) throws IOException {
    return Files.writeString(root.resolve("INBOX").resolve(path), content);
  }

  /** The files of the inbox, {@code cur/...}, {@code new/...} and {@code tmp/...}, sorted. */
  List<String> files() throws IOException {
    Path inbox = root.resolve("INBOX");
    try (Stream<Path> all = Files.walk(inbox)) {
      return new ArrayList<>(
          new TreeSet<>(
              all.filter(Files::isRegularFile)
                  .map(path -> inbox.relativize(path).toString())
                  .toList()));
    }
  }

  static LocalFolder.Listing.Complete complete(LocalFolder folder) throws SyncException {
    return (LocalFolder.Listing.Complete) folder.list();
  }

  static LocalFolder.Delivered deliver(LocalFolder folder, long uid, String letters, byte[] wire)
      throws SyncException, IOException {
    Uid id = new Uid(uid);
    LocalFolder.Incoming incoming =
        new LocalFolder.Incoming(FlagSet.ofLetters(letters), Optional.empty());
    try (LocalFolder.Delivery delivery = folder.deliver(Map.of(id, incoming))) {
      try (OutputStream out = delivery.open(id, wire.length)) {
        out.write(wire);
      }
      return delivery.commit();
    }
  }

  static byte[] wire(MessageSource source) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    source.writeTo(out);
    return out.toByteArray();
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
