package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.offlineimap.testing.PlainImap;

/** The other client of a server. Confined to one thread. */
final class HistoryServer implements HistorySide {
  private final PlainImap imap;
  private final Names names;
  private final List<String> marks;

  /** How it writes the names of folders: what stands before them, and between levels. */
  record Names(String prefix, String separator) {
    static final Names PLAIN = new Names("", "/");

    String of(String folder) {
      return folder.equals("INBOX") ? folder : prefix + folder.replace("/", separator);
    }
  }

  HistoryServer(int port, String user, Names names, List<String> marks) throws IOException {
    this.imap = new PlainImap(port, user, "secret");
    this.names = names;
    this.marks = List.copyOf(marks);
  }

  @Override
  public List<String> marks() {
    return marks;
  }

  @Override
  public boolean holds(String mark) {
    return true;
  }

  @Override
  public boolean tellsDates() {
    return true;
  }

  @Override
  public void create(String folder) throws IOException {
    if (!folder.equals("INBOX")) {
      imap.create(names.of(folder));
    }
  }

  @Override
  public List<HistoryMail> mail(String folder) throws IOException {
    List<HistoryMail> mail = new ArrayList<>();
    for (PlainImap.Message message : imap.messages(names.of(folder))) {
      mail.add(new HistoryMail(message.octets(), message.flags(), message.date()));
    }
    return mail;
  }

  private String uid(String folder, String name) throws IOException {
    for (PlainImap.Message message : imap.messages(names.of(folder))) {
      if (new HistoryMail(message.octets(), message.flags(), message.date()).name().equals(name)) {
        return String.valueOf(message.uid());
      }
    }
    throw new AssertionError("the server has lost " + name + " of " + folder);
  }

  @Override
  public void add(String folder, HistoryMail mail) throws IOException {
    String flags = String.join(" ", mail.marks());
    imap.append(names.of(folder), mail.octets().getBytes(ISO_8859_1), flags, mail.date());
  }

  @Override
  public void mark(String folder, String name, String mark, boolean on) throws IOException {
    imap.store(names.of(folder), uid(folder, name), on ? "+FLAGS" : "-FLAGS", mark);
  }

  @Override
  public void remove(String folder, String name) throws IOException {
    imap.delete(names.of(folder), uid(folder, name));
  }

  @Override
  public void move(String from, String name, String to) throws IOException {
    String uid = uid(from, name);
    imap.command("SELECT \"" + names.of(from) + "\"");
    imap.command("UID COPY " + uid + " \"" + names.of(to) + "\"");
    imap.delete(names.of(from), uid);
  }

  @Override
  public Object state(List<String> folders) throws IOException {
    List<String> all = new ArrayList<>();
    for (String folder : folders) {
      imap.messages(names.of(folder)).forEach(m -> all.add(folder + " " + m));
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    imap.close();
  }
}
