package org.offlineimap.repository.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.offlineimap.mail.LabelHeader;
import org.offlineimap.mail.SyncException.MessageFailure;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;

/**
 * Labels in the headers of a Maildir's files (reference: formats 8): a file is written anew beside
 * the old one and takes its name in one step. One thread at a time.
 */
final class LabelFiles implements LocalFolder.Labelling {
  private static final int BUFFER = 64 * 1024;

  private final MaildirFolder.Parts parts;
  private final LabelHeader header;
  private final Consumer<Place> touched;

  /** {@code touched} hears of directories that are to be flushed. */
  LabelFiles(MaildirFolder.Parts parts, LabelHeader header, Consumer<Place> touched) {
    this.parts = parts;
    this.header = header;
    this.touched = touched;
  }

  @Override
  public Map<Uid, Long> modified(UidSet uids) throws MessageFailure {
    Map<Uid, Long> times = new HashMap<>();
    for (Uid uid : uids) {
      with(uid, at -> times.put(uid, seconds(at.in(parts.directory()))));
    }
    return times;
  }

  private static long seconds(Path file) throws IOException {
    return Math.floorDiv(Files.getLastModifiedTime(file).to(TimeUnit.MILLISECONDS), 1000);
  }

  @Override
  public Optional<SortedSet<String>> read(Uid uid) throws MessageFailure {
    SortedSet<String> labels = new TreeSet<>();
    boolean there = with(uid, at -> labels.addAll(labels(at.in(parts.directory()))));
    return there ? Optional.of(labels) : Optional.empty();
  }

  private SortedSet<String> labels(Path file) throws IOException {
    HeaderEdit edit =
        new HeaderEdit(OutputStream.nullOutputStream(), header.name(), Optional.empty());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int got = in.read(buffer); got > 0 && !edit.isThrough(); got = in.read(buffer)) {
        edit.write(buffer, 0, got);
      }
      edit.finish();
    }
    SortedSet<String> labels = new TreeSet<>();
    String unfolded = edit.removed().replaceAll("\\r?\\n(?=[ \\t])", "");
    for (String field : unfolded.split("\\r?\\n", -1)) {
      labels.addAll(header.parse(field.substring(field.indexOf(':') + 1)));
    }
    return labels;
  }

  @Override
  public OptionalLong write(Uid uid, SortedSet<String> labels) throws MessageFailure {
    long[] time = new long[1];
    boolean there = with(uid, at -> time[0] = rewrite(uid, at, labels));
    return there ? OptionalLong.of(time[0]) : OptionalLong.empty();
  }

  private long rewrite(Uid uid, Located at, SortedSet<String> labels) throws IOException {
    Store store = parts.store();
    Path file = at.in(parts.directory());
    Path beside =
        parts
            .directory()
            .resolve("tmp")
            .resolve(parts.format().compose(store.mint().next(), uid, ""));
    FileTime before = Files.getLastModifiedTime(file);
    boolean done = false;
    try {
      try (OutputStream out = store.disk().create(beside)) {
        copy(file, out, header.line(labels));
      }
      MaildirSettings.Dates dates = store.settings().format().dates();
      if (dates.fromHeader() || dates.fromServer()) {
        store.disk().date(beside, before.toInstant());
      }
      if (store.settings().fsync()) {
        store.disk().forceFile(beside);
      }
      store.disk().replace(beside, file);
      done = true;
    } finally {
      if (!done && Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
        store.disk().unlink(beside);
      }
    }
    touched.accept(at.place());
    return seconds(file);
  }

  private void copy(Path file, OutputStream out, Optional<String> line) throws IOException {
    HeaderEdit edit = new HeaderEdit(out, header.name(), line);
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(edit);
    }
    edit.finish();
  }

  /** False when the message is gone. */
  private boolean with(Uid uid, Contents.Step step) throws MessageFailure {
    try {
      return parts.contents().apply(Contents.uid(uid), step);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new MessageFailure(
          "%s: the labels of message %s in %s: %s"
              .formatted(parts.store().settings().repository(), uid, parts.directory(), e),
          e);
    }
  }
}
