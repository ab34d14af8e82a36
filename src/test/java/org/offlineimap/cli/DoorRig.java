package org.offlineimap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.offlineimap.auth.Keyring;
import org.offlineimap.auth.NetrcFiles;
import org.offlineimap.auth.PasswordPlaces;
import org.offlineimap.auth.Values;
import org.offlineimap.config.AccountEntry;
import org.offlineimap.config.ConfigException;
import org.offlineimap.config.ConfigReader;
import org.offlineimap.config.ImapRepositoryConfig;
import org.offlineimap.config.Overrides;
import org.offlineimap.config.Surroundings;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.imap.client.ConnectionOptions;
import org.offlineimap.imap.client.ImapConnection;
import org.offlineimap.imap.client.ProtocolTrace;
import org.offlineimap.python.PythonAnswers;
import org.offlineimap.python.PythonBridge;
import org.offlineimap.python.PythonSettings;
import org.offlineimap.testing.Python3;

/**
 * An rc file with chosen lines, and the door that it describes. One instance is one run of the
 * program: what worked is kept from pass to pass. Confined to a thread.
 */
final class DoorRig implements AutoCloseable {
  /** What was told, in order: events and the dialogue. */
  final List<String> told = new CopyOnWriteArrayList<>();

  /** Which questions a person was asked. */
  final List<String> questions = new ArrayList<>();

  private final List<String> answers = new ArrayList<>();
  private final ImapRepositoryConfig config;
  private final ImapDoor.Place place;
  private final Access access;
  private final PythonBridge python;
  private ImapDoor door;

  DoorRig(Path home, String accountLines, String remoteLines) throws IOException, ConfigException {
    Files.createDirectories(home);
    Path rc =
        Files.writeString(
            home.resolve("rc"),
            """
            [general]
            accounts = A
            [Account A]
            localrepository = L
            remoterepository = R
            %s
            [Repository L]
            type = Maildir
            localfolders = %s
            [Repository R]
            type = IMAP
            %s
            """
                .formatted(accountLines, home.resolve("mail"), remoteLines));
    AccountEntry entry =
        new ConfigReader(Surroundings.ofThisProcess())
            .read(rc, Overrides.NONE)
            .accounts()
            .getFirst();
    this.config =
        switch (entry) {
          case AccountEntry.Ready ready -> ready.config().remote();
          case AccountEntry.Stopped stopped -> throw new AssertionError(stopped.problems());
        };
    this.python =
        new PythonBridge(
            new PythonSettings(
                Python3.path(), Optional.empty(), System.getenv(), PythonSettings.Limits.USUAL));
    Values values = new Values(new PythonAnswers(python));
    this.place = new ImapDoor.Place("A", options(), values, this::tell, System.getenv());
    this.access =
        Access.of(
            config,
            place,
            new PasswordPlaces(
                NetrcFiles.ofHome(home), Keyring.NONE, values, this::ask, System.getenv()));
    this.door = new ImapDoor(place, config, access);
  }

  private ConnectionOptions options() {
    return ConnectionOptions.named("R")
        .traced(
            new ProtocolTrace() {
              @Override
              public void sent(String text) {
                told.add("> " + text);
              }

              @Override
              public void received(String text) {
                told.add("< " + text);
              }
            });
  }

  private void tell(SyncEvent event) {
    told.add(event.toString());
  }

  private Optional<char[]> ask(String user, Optional<String> error) {
    questions.add(user + ": " + error.orElse("-"));
    return answers.isEmpty() ? Optional.empty() : Optional.of(answers.removeFirst().toCharArray());
  }

  /** What the person will answer next. */
  DoorRig answering(String... words) {
    answers.addAll(List.of(words));
    return this;
  }

  /** A new pass begins. */
  void nextPass() {
    door = new ImapDoor(place, config, access);
  }

  /** Connects and signs in. */
  ImapConnection open() throws Exception {
    return door.open();
  }

  @Override
  public void close() {
    python.close();
  }
}
