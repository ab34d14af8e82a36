package org.offlineimap.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Certificates;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;

/** The other side of the demonstration: the embedded server with its mail. One thread at a time. */
final class DemoServer implements AutoCloseable {
  private static final String USER = "demo";
  private static final String PASSWORD = "demo";

  private final DemoMail mail = new DemoMail();
  private final DemoDirectory directory;
  private final Certificates certificates;
  private final SandboxServer server;

  private DemoServer(DemoDirectory directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory.certificates());
    this.certificates = Certificates.signed(directory.certificates());
    this.server = SandboxServer.builder().user(USER, PASSWORD).certificates(certificates).start();
    mail.fill(server, USER);
  }

  /** Starts it on a free port of this machine, and writes the rc file that leads to it. */
  static DemoServer start(DemoDirectory directory) throws IOException {
    DemoServer started = new DemoServer(directory);
    Files.writeString(directory.rc(), started.rc(), StandardCharsets.UTF_8);
    return started;
  }

  private String rc() {
    return """
    # Written by "offlineimap demo". The server lived only as long as that command.
    [general]
    accounts = Demo
    metadata = %s

    [Account Demo]
    localrepository = DemoLocal
    remoterepository = DemoRemote

    [Repository DemoLocal]
    type = Maildir
    localfolders = %s
    customflag_a = $Forwarded

    [Repository DemoRemote]
    type = IMAP
    remotehost = %s
    remoteport = %d
    ssl = yes
    sslcacertfile = %s
    remoteuser = %s
    remotepass = %s
    """
        .formatted(
            value(directory.metadata()),
            value(directory.mail()),
            server.host(),
            server.tlsPort(),
            value(certificates.certificatePem()),
            USER,
            PASSWORD);
  }

  /** In an rc file a per cent sign is doubled. */
  private static String value(java.nio.file.Path path) {
    return path.toString().replace("%", "%%");
  }

  /** New mail comes, other programs set flags and delete. */
  void change() {
    Mailbox inbox = server.mailbox(USER, "INBOX");
    for (int i = 0; i < DemoChanges.NEW_ON_SERVER; i++) {
      mail.deliver(inbox, FlagSet.none());
    }
    Mailbox projects = server.mailbox(USER, "Work/Projects");
    int marked = 0;
    for (StoredMessage message : projects.messages()) {
      boolean marks = !message.flags().equals(FlagSet.ofLetters("FS"));
      if (marks && marked < DemoChanges.FLAGGED_ON_SERVER) {
        projects.setFlags(message.uid(), message.flags().union(FlagSet.ofLetters("F")));
        marked++;
      }
    }
    Mailbox sent = server.mailbox(USER, "Sent");
    sent.expunge(sent.messages().getFirst().uid());
  }

  /** How many messages it holds. */
  int messages() {
    return server.mailboxNames(USER).stream()
        .mapToInt(name -> server.mailbox(USER, name).messages().size())
        .sum();
  }

  /** How many mailboxes it holds. */
  int mailboxes() {
    return server.mailboxNames(USER).size();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
