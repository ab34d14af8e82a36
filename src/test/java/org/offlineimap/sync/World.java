package org.offlineimap.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.testing.EffectLog;
import org.offlineimap.testing.FakeLocal;
import org.offlineimap.testing.FakeMail;
import org.offlineimap.testing.FakeRemote;
import org.offlineimap.testing.FakeStatus;

/** A server, a disk and a status in memory, and how to run a pass over them. */
final class World {
  final EffectLog log = new EffectLog();
  final FakeRemote remote = new FakeRemote(log);
  final FakeLocal local = new FakeLocal(log);
  final FakeStatus status = new FakeStatus(log);
  final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
  StopSignal stop = StopSignal.NEVER;
  NameRules names = NameRules.NONE;
  Mentions mentions = new Mentions();
  SyncSettings settings = SyncSettings.defaults("A");

  /** What the clock says, in seconds since 1970. */
  long seconds = 1_700_000_000;

  void orders(SyncSettings.Orders orders) {
    SyncSettings d = settings;
    settings =
        new SyncSettings("A", d.local(), d.remote(), d.conduct(), d.window(), d.letters(), orders);
  }

  void conduct(SyncSettings.Conduct conduct) {
    SyncSettings d = settings;
    settings =
        new SyncSettings("A", d.local(), d.remote(), conduct, d.window(), d.letters(), d.orders());
  }

  void sides(SyncSettings.SideOptions local, SyncSettings.SideOptions remote) {
    SyncSettings d = settings;
    settings =
        new SyncSettings("A", local, remote, d.conduct(), d.window(), d.letters(), d.orders());
  }

  static FlagSet flags(String letters) {
    return FlagSet.ofLetters(letters);
  }

  static String text(String name) {
    return "Message-ID: <" + name + "@example.org>\r\nSubject: " + name + "\r\n\r\nBody.\r\n";
  }

  /** Runs a pass whose directories all look old. */
  Result sync() {
    return sync(PassScope.WHOLE);
  }

  /** The same within a scope. */
  Result sync(PassScope scope) {
    events.clear();
    return new AccountSync(
            settings,
            new Endpoints(remote, local, status, names, mentions),
            events::add,
            () -> Instant.ofEpochSecond(seconds),
            stop)
        .run(scope);
  }

  /** Runs a pass and tells its effects, without the marks, which change nothing of a mail. */
  List<String> effectsOfSync() {
    log.revive();
    sync();
    return log.effects().stream().filter(effect -> !effect.equals("marks")).toList();
  }

  /** All messages of the server: folder, text, flags. */
  List<String> remoteMail() {
    List<String> all = new ArrayList<>();
    remote
        .mailboxes()
        .forEach(
            (name, box) -> box.mails.values().forEach(mail -> all.add(told(name.text(), mail))));
    Collections.sort(all);
    return all;
  }

  /** All messages of the disk, in the server's folder names. */
  List<String> localMail() {
    List<String> all = new ArrayList<>();
    local
        .directories()
        .forEach((name, directory) ->
            directory
                .files
                .values()
                .forEach(mail -> all.add(told(name.text().replace('.', '/'), mail))));
    Collections.sort(all);
    return all;
  }

  private static String told(String folder, FakeMail mail) {
    return folder + "|" + mail.text().replace("\r\n", " ") + "|" + mail.flags();
  }

  /** Whether each file with a UID is what the server has under it, and all files have one. */
  boolean uidsAgree() {
    return local.directories().entrySet().stream()
        .allMatch(entry ->
            entry.getValue().files.values().stream()
                .allMatch(mail -> mail.uid().isPresent() && sameThere(entry, mail)));
  }

  private boolean sameThere(
      java.util.Map.Entry<org.offlineimap.mail.FolderName, FakeLocal.Directory> entry,
      FakeMail mail) {
    FakeMail there =
        remote.mailbox(entry.getKey().text().replace('.', '/')).mails.get(mail.uid().orElseThrow());
    return there != null && there.text().equals(mail.text());
  }

  /** Mail on both sides, none of it known to the other. */
  static World beforeFirstSync() {
    World world = new World();
    for (int i = 1; i <= 3; i++) {
      world.remote.mailbox("INBOX").add(text("r" + i), flags(i == 2 ? "S" : ""));
    }
    world.remote.mailbox("Lists/Java").add(text("j"), flags("F"));
    world.local.directory("INBOX").add("a", text("a"), flags("S"));
    world.local.directory("INBOX").add("b", text("b"), flags(""));
    world.local.directory("INBOX").add("b2", text("b"), flags(""));
    world.local.directory("Own.Notes").add("n", text("n"), flags("D"));
    return world;
  }

  /**
   * In agreement, then the server renumbers everything; meanwhile a message was deleted on disk, a
   * flag was taken away there, and mail arrived on both sides.
   */
  static World afterNewUidValidity() {
    World world = beforeFirstSync();
    world.sync();
    FakeLocal.Directory disk = world.local.directory("INBOX");
    disk.set(disk.keyOf(1).orElseThrow(), Optional.empty());
    String second = disk.keyOf(2).orElseThrow();
    disk.set(second, Optional.of(new FakeMail(text("r2"), flags(""), Optional.of(2L))));
    disk.add("late", text("late"), flags("F"));
    world.renumber(3);
    world.remote.mailbox("INBOX").add(text("r9"), flags("S"));
    world.log.revive();
    return world;
  }

  /** Gives the server's INBOX another UIDVALIDITY and every message the UID of another. */
  void renumber(int shift) {
    FakeRemote.Mailbox inbox = remote.mailbox("INBOX");
    List<FakeMail> mails = new ArrayList<>(inbox.mails.values());
    Collections.rotate(mails, shift);
    inbox.mails.clear();
    inbox.uidNext = 1;
    inbox.uidValidity++;
    mails.forEach(mail -> inbox.add(mail.text(), mail.flags()));
  }

  /** Takes a message off the disk. */
  FakeMail taken(String folder, long uid) {
    FakeLocal.Directory disk = local.directory(folder);
    String key = disk.keyOf(uid).orElseThrow();
    FakeMail mail = java.util.Objects.requireNonNull(disk.files.get(key));
    disk.set(key, Optional.empty());
    return mail;
  }

  /** Moves a file, as a mail reader does that gives it a name of its own. */
  void refile(String from, long uid, String to, String key) {
    FakeMail mail = taken(from, uid);
    local.directory(to).add(key, mail.text(), mail.flags());
  }

  /** Moves a message on the server, as another client does. */
  void moveOnServer(String from, long uid, String to) {
    move(remote, from, uid, to);
  }

  /** The same on any server. */
  static void move(FakeRemote server, String from, long uid, String to) {
    FakeRemote.Mailbox source = server.mailbox(from);
    FakeRemote.Mailbox target = server.mailbox(to);
    FakeMail mail = java.util.Objects.requireNonNull(source.mails.remove(uid));
    source.modSeq++;
    long place = target.add(mail.text(), mail.flags());
    var traits = source.traits.remove(uid);
    if (traits != null) {
      target.traits.put(place, traits);
    }
  }

  /** In agreement, then messages were moved on both sides. */
  static World afterMoves() {
    World world = new World();
    for (String name : List.of("a", "b", "twin", "twin", "e")) {
      world.remote.mailbox("INBOX").add(text(name), flags(name.equals("b") ? "S" : ""));
    }
    world.remote.mailbox("Saved").add(text("old"), flags("F"));
    world.sync();
    FakeMail first = world.taken("INBOX", 1);
    world.local.directory("Saved").add("n1", first.text(), flags("S"));
    world.refile("INBOX", 3, "Saved", "n2");
    world.refile("INBOX", 4, "Saved", "n3");
    world.moveOnServer("INBOX", 5, "Saved");
    world.moveOnServer("Saved", 1, "INBOX");
    world.log.revive();
    return world;
  }

  /** In agreement, then everything changed a little on both sides. */
  static World afterChanges() {
    World world = beforeFirstSync();
    world.sync();
    FakeRemote.Mailbox inbox = world.remote.mailbox("INBOX");
    FakeLocal.Directory disk = world.local.directory("INBOX");
    inbox.add(text("r9"), flags("S"));
    disk.add("c", text("c"), flags("F"));
    inbox.mails.remove(1L);
    disk.set(disk.keyOf(2).orElseThrow(), Optional.empty());
    inbox.mails.computeIfPresent(
        3L, (uid, mail) -> new FakeMail(mail.text(), flags("F"), mail.uid()));
    String third = disk.keyOf(3).orElseThrow();
    disk.set(
        third, Optional.of(new FakeMail(text("r3"), FlagSet.of(SystemFlag.SEEN), Optional.of(3L))));
    inbox.mails.remove(4L);
    disk.set(disk.keyOf(4).orElseThrow(), Optional.empty());
    inbox.modSeq++;
    world.log.revive();
    return world;
  }
}
