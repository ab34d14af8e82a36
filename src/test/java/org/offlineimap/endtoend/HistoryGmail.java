package org.offlineimap.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.testing.PlainImap;

/**
 * The other client of Gmail: as of any server, and it changes labels too. Some senders wrote a
 * field of labels. Confined to one thread.
 */
final class HistoryGmail implements HistorySide {
  private final HistoryServer plain;
  private final PlainImap imap;
  private int written;

  HistoryGmail(SandboxServer server) throws IOException {
    for (String label : HistoryLabels.MARKS) {
      server.mailbox("user", HistoryLabels.readable(label)).selectable(false);
    }
    plain =
        new HistoryServer(
            server.port(), "user", HistoryServer.Names.PLAIN, List.of("\\Answered", "\\Draft"));
    imap = new PlainImap(server.port(), "user", "secret");
  }

  @Override
  public List<String> marks() {
    List<String> marks = new ArrayList<>(plain.marks());
    marks.addAll(HistoryLabels.MARKS);
    return marks;
  }

  @Override
  public boolean holds(String mark) {
    return true;
  }

  @Override
  public boolean tellsDates() {
    return plain.tellsDates();
  }

  @Override
  public void create(String folder) throws IOException {
    plain.create(folder);
  }

  @Override
  public List<HistoryMail> mail(String folder) throws IOException {
    List<HistoryMail> mail = new ArrayList<>();
    for (PlainImap.Message message : imap.messages(folder)) {
      Set<String> marks = new TreeSet<>(message.flags());
      String answer =
          imap.command("UID FETCH " + message.uid() + " (X-GM-LABELS)").getFirst().text();
      String labels = " " + answer.substring(answer.indexOf("LABELS (") + 8).replace("))", " ");
      for (String label : HistoryLabels.MARKS) {
        if (labels.contains(" " + HistoryLabels.quoted(label) + " ")) {
          marks.add(label);
        }
      }
      mail.add(new HistoryMail(HistoryLabels.without(message.octets()), marks, message.date()));
    }
    return mail;
  }

  private String uid(String folder, String name) throws IOException {
    for (PlainImap.Message message : imap.messages(folder)) {
      if (new HistoryMail(message.octets(), message.flags(), message.date()).name().equals(name)) {
        return String.valueOf(message.uid());
      }
    }
    throw new AssertionError("the server has lost " + name + " of " + folder);
  }

  @Override
  public void add(String folder, HistoryMail mail) throws IOException {
    Set<String> own = written++ % 2 == 0 ? Set.of("label sender") : Set.of();
    String octets = HistoryLabels.with(mail.octets(), own);
    HistoryMail bare = HistoryLabels.bare(mail);
    plain.add(folder, new HistoryMail(octets, bare.marks(), mail.date()));
    for (String label : HistoryLabels.labels(mail.marks())) {
      mark(folder, mail.name(), label, true);
    }
  }

  @Override
  public void mark(String folder, String name, String mark, boolean on) throws IOException {
    if (HistoryLabels.isLabel(mark)) {
      String item = on ? "+X-GM-LABELS" : "-X-GM-LABELS";
      String command = " " + item + " (" + HistoryLabels.quoted(mark) + ")";
      imap.command("UID STORE " + uid(folder, name) + command);
    } else {
      plain.mark(folder, name, mark, on);
    }
  }

  @Override
  public void remove(String folder, String name) throws IOException {
    plain.remove(folder, name);
  }

  @Override
  public void move(String from, String name, String to) throws IOException {
    plain.move(from, name, to);
  }

  @Override
  public Object state(List<String> folders) throws IOException {
    List<String> all = new ArrayList<>();
    for (String folder : folders) {
      mail(folder).forEach(mail -> all.add(folder + " " + mail));
    }
    return List.of(all, plain.state(folders));
  }

  @Override
  public void close() throws IOException {
    plain.close();
    imap.close();
  }
}
