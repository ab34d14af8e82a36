package org.offlineimap.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.mail.FolderName;
import org.offlineimap.sync.SyncSettings.SideOptions;

final class FolderPairingTest {
  private static World world(String... remote) {
    World world = new World();
    for (String name : remote) {
      world.remote.mailbox(name).add(World.text("in " + name), World.flags("S"));
    }
    return world;
  }

  private static List<String> failures(World world) {
    return world.events.stream()
        .filter(SyncEvent.Failed.class::isInstance)
        .map(event -> ((SyncEvent.Failed) event).cause().text())
        .toList();
  }

  private static List<String> onDisk(World world) {
    return world.local.directories().keySet().stream().map(FolderName::text).sorted().toList();
  }

  private static List<String> onServer(World world) {
    return world.remote.mailboxes().keySet().stream().map(FolderName::text).sorted().toList();
  }

  private static void restsNow(World world) {
    assertThat(world.effectsOfSync()).isEmpty();
  }

  @Test
  void aPrefixOnTheServersSideAloneRestsAfterTheFirstPass() {
    World world = world("INBOX", "Sent", "Work/Projects");
    world.names = TextRules.onServer(TextRules.renaming(name -> "GMX." + name));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(onDisk(world)).containsExactly("GMX.INBOX", "GMX.Sent", "GMX.Work.Projects");
    restsNow(world);
    assertThat(onServer(world)).containsExactly("INBOX", "Sent", "Work/Projects");
  }

  @Test
  void aNewLocalFolderThatWouldNotReturnIsLeftAloneAndTheRestGoesOn() {
    World world = world("INBOX");
    world.names = TextRules.onServer(TextRules.renaming(name -> "X." + name));
    world.local.directory("It's").add("a", World.text("kept"), World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures(world))
        .singleElement()
        .asString()
        .startsWith(
            "INFINITE FOLDER CREATION DETECTED! Folder 'It's' (repository 'L') would be created as"
                + " folder 'It's' (repository 'R'). The latter becomes 'X.It's' in return")
        .contains("folderfilter = lambda f: f not in ['It\\'s']");
    assertThat(onServer(world)).containsExactly("INBOX");
    assertThat(onDisk(world)).containsExactly("It's", "X.INBOX");
  }

  @Test
  void withBothRulesANewLocalFolderIsMadeOnTheServer() {
    World world = world("INBOX", "INBOX/Sent");
    world.names =
        new NameRules(
            TextRules.renaming(name -> name.replaceFirst("^INBOX/", "")),
            TextRules.renaming(name -> "INBOX." + name),
            FolderOrder.USUAL,
            DirectoryOwners.ALONE);
    world.local.directory("Foo").add("a", World.text("new"), World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(onServer(world)).containsExactly("INBOX", "INBOX/Foo", "INBOX/Sent");
    assertThat(onDisk(world)).containsExactly("Foo", "INBOX", "Sent");
    restsNow(world);
  }

  @Test
  void foldersThatClashAreTouchedOnNeitherSide() {
    World world = world("INBOX", "Sent", "Sent Items");
    world.names = TextRules.onServer(TextRules.renaming(name -> name.replace(" Items", "")));
    world.local.directory("Sent").add("a", World.text("here"), World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures(world))
        .singleElement()
        .asString()
        .contains("[Sent, Sent Items]")
        .contains("'Sent'");
    assertThat(world.remote.mailbox("Sent").mails).hasSize(1);
    assertThat(world.local.directory("Sent").files).hasSize(1);
    assertThat(world.local.directory("INBOX").files).hasSize(1);
    restsNow(world);
  }

  @Test
  void foldersThatWouldShareAStatusFileAreLeftAlone() {
    World world = world("INBOX", "a/b", "a.b");
    world.local.separator = "/";
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures(world)).singleElement().asString().contains("[a.b, a/b]");
    assertThat(onDisk(world)).containsExactly("INBOX");
  }

  @Test
  void filteredFoldersAreNeitherMadeNorNew() {
    World world = world("INBOX", "Spam", "Lists/a");
    world.local.directory("Spam").add("a", World.text("old spam"), World.flags(""));
    world.names = TextRules.onServer(TextRules.filtering(name -> !name.equals("Spam")));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(onDisk(world)).containsExactly("INBOX", "Lists.a", "Spam");
    assertThat(world.remote.mailbox("Spam").mails).hasSize(1);
    restsNow(world);
  }

  @Test
  void theLocalFilterKeepsAFolderAtHome() {
    World world = world("INBOX", "Big");
    world.local.directory("Own").add("a", World.text("own"), World.flags(""));
    world.names =
        new NameRules(
            FolderNaming.PLAIN,
            TextRules.filtering(name -> name.equals("INBOX")),
            FolderOrder.USUAL,
            DirectoryOwners.ALONE);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(onServer(world)).containsExactly("Big", "INBOX");
    assertThat(world.local.directory("Big").files).isEmpty();
    restsNow(world);
  }

  @Test
  void aNewLocalFolderThatTheServersFilterRejectsStaysAtHome() {
    World world = world("INBOX");
    world.local.directory("Own").add("a", World.text("own"), World.flags(""));
    world.names = TextRules.onServer(TextRules.filtering(name -> name.equals("INBOX")));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(onServer(world)).containsExactly("INBOX");
  }

  @Test
  void aFilterMayThinkAgainRightBeforeAFolderIsTakenUp() {
    World world = world("INBOX", "Night");
    world.names =
        TextRules.onServer(new TextRules(n -> n, _ -> true, name -> !name.equals("Night")));
    world.sync();
    assertThat(world.local.directory("Night").files).isEmpty();
    assertThat(world.local.directory("INBOX").files).hasSize(1);
  }

  @Test
  void foldersAreTakenUpInTheUsersOrder() {
    World world = world("INBOX", "a", "b");
    FolderOrder backwards = visible -> visible.stream().sorted(Comparator.reverseOrder()).toList();
    world.names =
        new NameRules(FolderNaming.PLAIN, FolderNaming.PLAIN, backwards, DirectoryOwners.ALONE);
    world.sync();
    assertThat(
            world.events.stream()
                .filter(SyncEvent.FolderFinished.class::isInstance)
                .map(event -> event.folder().orElseThrow().text()))
        .containsExactly("b", "a", "INBOX");
  }

  @Test
  void aFolderOfAnotherAccountIsNotNewHereAndNotTakenOver() {
    World world = world("INBOX", "Shared");
    world.local.directory("Theirs").add("a", World.text("theirs"), World.flags(""));
    DirectoryOwners owners =
        new DirectoryOwners() {
          @Override
          public Optional<String> claim(FolderName local) {
            return local.text().equals("Shared") ? Optional.of("is B's") : Optional.empty();
          }

          @Override
          public boolean isElsewhere(FolderName local) {
            return local.text().equals("Theirs");
          }
        };
    world.names = new NameRules(FolderNaming.PLAIN, FolderNaming.PLAIN, FolderOrder.USUAL, owners);
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures(world)).singleElement().asString().endsWith("'Shared' is B's");
    assertThat(onServer(world)).containsExactly("INBOX", "Shared");
    assertThat(onDisk(world)).containsExactly("INBOX", "Theirs");
  }

  @Test
  void whatExistsUnlistedIsNotMadeAgainAndItsStatusIsKept() {
    World world = world("INBOX", "Quiet");
    world.sync();
    assertThat(world.status.rows("Quiet")).hasSize(1);
    world.remote.unlisted.add(new FolderName("Quiet"));
    world.local.directory("Quiet").add("a", World.text("later"), World.flags(""));
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(world.status.rows("Quiet")).hasSize(1);
    assertThat(world.remote.mailbox("Quiet").mails).hasSize(1);
  }

  @Test
  void whatCannotBeMadeIsToldAndTheOthersGoOn() {
    World world = world("INBOX", "bad one", "good");
    world.local.directory("bad two").add("a", World.text("x"), World.flags(""));
    world.local.directory("fine").add("a", World.text("y"), World.flags(""));
    world.local.unmakeable = "bad";
    world.remote.unmakeable = "bad";
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.PARTIAL);
    assertThat(failures(world)).hasSize(2);
    assertThat(onServer(world)).containsExactly("INBOX", "bad one", "fine", "good");
    assertThat(onDisk(world)).containsExactly("INBOX", "bad two", "fine", "good");
  }

  @Test
  void withoutPermissionToMakeFoldersNothingIsMade() {
    World world = world("INBOX", "there");
    world.local.directory("INBOX").add("a", World.text("x"), World.flags(""));
    world.local.directory("here").add("a", World.text("y"), World.flags(""));
    SyncSettings d = world.settings;
    SideOptions none = new SideOptions(false, true, false);
    world.settings =
        new SyncSettings("A", none, none, d.conduct(), d.window(), d.letters(), d.orders());
    assertThat(world.sync().outcome()).isEqualTo(Result.Outcome.OK);
    assertThat(onServer(world)).containsExactly("INBOX", "there");
    assertThat(onDisk(world)).containsExactly("INBOX", "here");
  }
}
