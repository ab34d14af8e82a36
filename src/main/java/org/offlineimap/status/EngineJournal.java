package org.offlineimap.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.SyncException.AccountFailure;

/**
 * The journal file. Each line is an {@link EngineLine}; sequence numbers only rise.
 *
 * <pre>
 *   journal 1 CRC
 *   SEQ begin FOLDER UIDVALIDITY UIDNEXT KEY OCTETS SHA256 MESSAGE-ID DATE CRC    number is SEQ
 *   SEQ move FOLDER ...                            the same of a message that is moved there
 *   SEQ unmapped NUMBER CRC
 *   SEQ end NUMBER CRC
 * </pre>
 *
 * A last line without its end was being written when the power went: nobody acted on it, so it does
 * not count. Anything else unreadable stops the account, for it may have been an intent.
 */
final class EngineJournal implements Journal {
  private static final List<String> HEADER = List.of("journal", "1");
  private static final long COMPACT_ABOVE = 64 * 1024;

  private final Path file;
  private final StatusDisk disk;
  private final TreeMap<Long, UploadIntent> open = new TreeMap<>();
  private boolean loaded;
  private boolean rewriteFirst;
  private long last;
  private long length;

  EngineJournal(Path file, StatusDisk disk) {
    this.file = file;
    this.disk = disk;
  }

  @Override
  public synchronized List<UploadIntent> begin(List<UploadIntent.Draft> drafts)
      throws SyncException {
    ready();
    List<UploadIntent> begun = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    long number = last;
    for (UploadIntent.Draft draft : drafts) {
      UploadIntent intent = new UploadIntent(++number, draft, false);
      lines.append(beginLine(intent));
      begun.add(intent);
    }
    write(lines.toString(), number);
    begun.forEach(intent -> open.put(intent.number(), intent));
    return begun;
  }

  @Override
  public synchronized void unmapped(Collection<UploadIntent> intents) throws SyncException {
    ready();
    note("unmapped", intents);
    intents.forEach(i -> open.put(i.number(), new UploadIntent(i.number(), i.draft(), true)));
  }

  @Override
  public synchronized void end(Collection<UploadIntent> intents) throws SyncException {
    ready();
    note("end", intents);
    intents.forEach(i -> open.remove(i.number()));
    if (open.isEmpty() && length > COMPACT_ABOVE) {
      rewriteFirst = true;
      ready();
    }
  }

  @Override
  public synchronized List<UploadIntent> open(StatusKey folder) throws SyncException {
    load();
    return open.values().stream().filter(i -> i.draft().folder().equals(folder)).toList();
  }

  /** All of them. */
  synchronized List<UploadIntent> open() throws SyncException {
    load();
    return List.copyOf(open.values());
  }

  private void note(String kind, Collection<UploadIntent> intents) throws SyncException {
    StringBuilder lines = new StringBuilder();
    long number = last;
    for (UploadIntent intent : intents) {
      lines.append(EngineLine.of(List.of("" + ++number, kind, Long.toString(intent.number()))));
    }
    write(lines.toString(), number);
  }

  /** After a failed append the file's end is unknown, so the whole is replaced first. */
  private void ready() throws SyncException {
    load();
    if (rewriteFirst) {
      effect(() -> {
        String whole = whole();
        disk.replace(file, whole.getBytes(StandardCharsets.UTF_8));
        length = whole.length();
      });
      rewriteFirst = false;
    }
  }

  private void write(String lines, long newLast) throws SyncException {
    if (!lines.isEmpty()) {
      rewriteFirst = true;
      effect(() -> appendLines(lines));
      rewriteFirst = false;
      last = newLast;
    }
  }

  private void effect(StatusDisk.Transaction work) throws SyncException {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        disk.mkdir(directory);
      }
      work.run();
    } catch (IOException e) {
      throw new AccountFailure(
          AccountFailure.Kind.CONFIG,
          "Cannot write the journal " + file + ": " + e + ". Nothing is uploaded without it.",
          e);
    }
  }

  private void appendLines(String lines) throws IOException {
    String text = length == 0 ? EngineLine.of(HEADER) + lines : lines;
    disk.append(file, text.getBytes(StandardCharsets.UTF_8));
    length += text.length();
  }

  private String whole() {
    StringBuilder text = new StringBuilder(EngineLine.of(HEADER));
    open.values().forEach(intent -> text.append(beginLine(intent)));
    for (UploadIntent intent : open.values()) {
      if (intent.unmapped()) {
        text.append(EngineLine.of(List.of("" + ++last, "unmapped", "" + intent.number())));
      }
    }
    return text.toString();
  }

  private static String beginLine(UploadIntent intent) {
    UploadIntent.Draft draft = intent.draft();
    return EngineLine.of(
        List.of(
            Long.toString(intent.number()),
            draft.moved() ? "move" : "begin",
            EngineLine.escape(draft.folder().fileName()),
            Long.toString(draft.uidValidity()),
            EngineLine.number(draft.uidNext()),
            EngineLine.escape(draft.key()),
            Long.toString(draft.wireOctets()),
            EngineLine.escape(draft.sha256()),
            EngineLine.escape(draft.messageId()),
            EngineLine.number(draft.internalDateMillis())));
  }

  private void load() throws SyncException {
    if (loaded) {
      return;
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      text = "";
    } catch (IOException e) {
      throw unreadable("cannot be read: " + e, e);
    }
    int whole = text.lastIndexOf('\n') + 1;
    open.clear();
    last = 0;
    readLines(text.substring(0, whole));
    length = whole;
    rewriteFirst = whole < text.length() || (open.isEmpty() && whole > COMPACT_ABOVE);
    loaded = true;
  }

  private void readLines(String text) throws SyncException {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Optional<List<String>> fields = EngineLine.read(lines.get(i));
      try {
        if (i == 0 && !fields.equals(Optional.of(HEADER))) {
          throw new IllegalArgumentException("not the header of version 1");
        } else if (i > 0) {
          apply(fields.orElseThrow());
        }
      } catch (IllegalArgumentException | NoSuchElementException | IndexOutOfBoundsException e) {
        throw unreadable("has an unreadable line " + (i + 1), e);
      }
    }
  }

  private void apply(List<String> line) {
    long sequence = Long.parseLong(line.get(0));
    if (sequence <= last) {
      throw new IllegalArgumentException("sequence " + sequence + " after " + last);
    }
    last = sequence;
    switch (line.get(1)) {
      case "begin", "move" -> open.put(sequence, new UploadIntent(sequence, draft(line), false));
      case "unmapped" ->
          open.computeIfPresent(
              Long.valueOf(line.get(2)), (n, i) -> new UploadIntent(n, i.draft(), true));
      case "end" -> open.remove(Long.valueOf(line.get(2)));
      default -> throw new IllegalArgumentException("unknown kind " + line.get(1));
    }
  }

  private static UploadIntent.Draft draft(List<String> line) {
    return new UploadIntent.Draft(
        new StatusKey(EngineLine.unescape(line.get(2))),
        Long.parseLong(line.get(3)),
        EngineLine.number(line.get(4)),
        EngineLine.unescape(line.get(5)),
        Long.parseLong(line.get(6)),
        EngineLine.unescape(line.get(7)),
        EngineLine.unescape(line.get(8)),
        EngineLine.number(line.get(9)),
        line.get(1).equals("move"));
  }

  private AccountFailure unreadable(String what, Throwable cause) {
    return new AccountFailure(
        AccountFailure.Kind.CONFIG,
        "The journal of uploads "
            + file
            + " "
            + what
            + ". Nothing was changed. Restore it, or move it away: then an upload that was cut"
            + " off may be made twice.",
        cause);
  }
}
