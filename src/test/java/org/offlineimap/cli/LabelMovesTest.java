package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.Mailbox;
import org.offlineimap.sandbox.SandboxServer;
import org.offlineimap.sandbox.StoredMessage;
import org.offlineimap.testing.PlainImap;

/**
 * Moves where labels are kept in step ({@code synclabels}): the header that holds them hides no
 * message, and the labels stay right.
 */
final class LabelMovesTest {
  private static final String PLAIN = "Subject: one\r\n\r\nText\r\n";
  private static final String SENDERS = "Subject: one\r\nX-Keywords: sender\r\n\r\nText\r\n";

  @TempDir Path temp;
  private Household house;

  @BeforeEach
  void start() throws IOException {
    with(SandboxServer.builder());
  }

  private void with(SandboxServer.Builder server) throws IOException {
    house = new Household(temp, server.with(Capability.X_GM_EXT_1).without(Capability.QRESYNC));
    house.account("synclabels = yes").local("type = GmailMaildir").remote("type = Gmail");
    try (PlainImap imap = imap()) {
      imap.create("Work");
      imap.create("Next");
      imap.create("Later");
      imap.create("Gone");
    }
  }

  @AfterEach
  void stop() throws Exception {
    house.close();
  }

  private PlainImap imap() throws IOException {
    return new PlainImap(house.server.port(), "user", "secret");
  }

  private void deliver(String text) {
    house
        .mailbox("Work")
        .deliver(
            text.getBytes(UTF_8),
            FlagSet.ofLetters("S"),
            Instant.ofEpochSecond(1_600_000_000).atOffset(ZoneOffset.UTC));
  }

  private void label(String folder, String change) throws IOException {
    try (PlainImap imap = imap()) {
      imap.command("SELECT " + folder);
      imap.command("UID STORE 1:* " + change);
    }
  }

  private String labels(String folder) throws IOException {
    try (PlainImap imap = imap()) {
      imap.command("EXAMINE " + folder);
      String answer = imap.command("UID FETCH 1:* (X-GM-LABELS)").getFirst().text();
      return answer.substring(answer.indexOf("X-GM-LABELS (") + 13, answer.indexOf(')'));
    }
  }

  private void run() throws IOException {
    Household.Run run = house.run("-f", "Work,Next,Third");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private List<String> commands() {
    return house.server.lastSession().commandsAfterLogin();
  }

  /** No body crossed the wire, in either direction. */
  private void nothingWasTransferred() {
    assertThat(commands())
        .noneMatch(command -> command.contains("BODY.PEEK[]"))
        .noneMatch(command -> command.contains("APPEND"));
  }

  private void movedOnTheServer() {
    assertThat(commands()).anyMatch(command -> command.contains("UID MOVE"));
    nothingWasTransferred();
  }

  private Path only(String folder) throws IOException {
    List<Path> files = house.files(folder);
    assertThat(files).as(folder).hasSize(1);
    return files.getFirst();
  }

  private String text(String folder) throws IOException {
    return Files.readString(only(folder), UTF_8);
  }

  private StoredMessage there(String folder) {
    Mailbox box = house.mailbox(folder);
    assertThat(box.messages()).as(folder).hasSize(1);
    return box.messages().getFirst();
  }

  private void edit(Path file, UnaryOperator<String> change) throws IOException {
    Files.writeString(file, change.apply(Files.readString(file, UTF_8)), UTF_8);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private void refile(String from, String to, String name) throws IOException {
    Path file = only(from);
    Files.move(
        file,
        house
            .mail()
            .resolve(to)
            .resolve("cur")
            .resolve(name.isEmpty() ? String.valueOf(file.getFileName()) : name));
  }

  private void agreed(String text) throws IOException {
    deliver(text);
    label("Work", "+X-GM-LABELS (Later Gone)");
    run();
    assertThat(text("Work")).isEqualTo("Subject: one\nX-Keywords: Gone,Later\n\nText\n");
  }

  private void arrivedInNext(String text) throws IOException {
    assertThat(house.files("Work")).isEmpty();
    assertThat(house.mailbox("Work").messages()).isEmpty();
    assertThat(new String(there("Next").octets(), UTF_8)).isEqualTo(text);
    assertThat(there("Next").internalDate().toEpochSecond()).isEqualTo(1_600_000_000);
    assertThat(there("Next").flags()).isEqualTo(FlagSet.ofLetters("S"));
  }

  // From the disk to the server.

  @Test
  void theHeaderOfTheLabelsHidesNoMessageThatMovedOnDisk() throws Exception {
    agreed(PLAIN);
    refile("Work", "Next", "");
    run();
    movedOnTheServer();
    arrivedInNext(PLAIN);
    assertThat(labels("Next")).isEqualTo("Gone Later");
    assertThat(text("Next")).isEqualTo("Subject: one\nX-Keywords: Gone,Later\n\nText\n");
    run();
    nothingWasTransferred();
  }

  @Test
  void norDoesAFieldOfTheSenderThatLabelsReplaced() throws Exception {
    agreed(SENDERS);
    refile("Work", "Next", "1700000000.1.reader:2,S");
    run();
    movedOnTheServer();
    arrivedInNext(SENDERS);
    assertThat(text("Next")).isEqualTo("Subject: one\nX-Keywords: Gone,Later\n\nText\n");
  }

  /** As after the original, which remembers nothing. */
  @Test
  void norDoesItWhereOnlyTheNameTellsTheMessage() throws Exception {
    agreed(SENDERS);
    Files.delete(house.metadata().resolve("Account-A/Engine/messages.sqlite"));
    refile("Work", "Next", "");
    run();
    movedOnTheServer();
    arrivedInNext(SENDERS);
  }

  @Test
  void aTextThatWasChangedOnItsWayIsAnotherMessageThoughItsLengthIsTheSame() throws Exception {
    agreed(SENDERS);
    edit(only("Work"), text -> text.replace("Text", "Tixt"));
    refile("Work", "Next", "");
    run();
    assertThat(new String(there("Next").octets(), UTF_8)).isEqualTo("Subject: one\r\n\r\nTixt\r\n");
    assertThat(house.mailbox("Work").messages()).isEmpty();
  }

  @Test
  void labelsThatChangedOnEitherSideMeanwhileStayChanged() throws Exception {
    refileAndLabelOnBothSides();
  }

  private void refileAndLabelOnBothSides() throws IOException {
    agreed(SENDERS);
    edit(only("Work"), text -> text.replace("Gone,Later", "Here,Later"));
    refile("Work", "Next", "1700000000.1.reader:2,S");
    label("Work", "-X-GM-LABELS (Later)");
    label("Work", "+X-GM-LABELS (There)");
    run();
    movedOnTheServer();
    arrivedInNext(SENDERS);
    assertThat(labels("Next")).isEqualTo("Here There");
    assertThat(text("Next")).isEqualTo("Subject: one\nX-Keywords: Here,There\n\nText\n");
  }

  @Test
  void withoutCopyUidTheNewUidIsFoundAndLabelsStayRight() throws Exception {
    house.close();
    with(SandboxServer.builder().without(Capability.UIDPLUS));
    refileAndLabelOnBothSides();
  }

  @Test
  void withoutMoveItIsCopiedAndLabelsStayRight() throws Exception {
    house.close();
    with(SandboxServer.builder().without(Capability.MOVE));
    agreed(SENDERS);
    edit(only("Work"), text -> text.replace("Gone,Later", "Here,Later"));
    refile("Work", "Next", "");
    run();
    nothingWasTransferred();
    arrivedInNext(SENDERS);
    assertThat(labels("Next")).isEqualTo("Here Later");
  }

  // From the server to the disk.

  private void moveThere(String from, String to) throws IOException {
    try (PlainImap imap = imap()) {
      imap.command("SELECT " + from);
      imap.command("UID MOVE 1:* " + to);
    }
  }

  @Test
  void aMoveOnTheServerIsARenameAndTheHeaderStays() throws Exception {
    agreed(SENDERS);
    Object inode = Files.getAttribute(only("Work"), "unix:ino");
    moveThere("Work", "Next");
    run();
    nothingWasTransferred();
    assertThat(house.files("Work")).isEmpty();
    assertThat(text("Next")).isEqualTo("Subject: one\nX-Keywords: Gone,Later\n\nText\n");
    assertThat(Files.getAttribute(only("Next"), "unix:ino")).isEqualTo(inode);
    assertThat(labels("Next")).isEqualTo("Gone Later");
  }

  @Test
  void labelsThatChangedOnEitherSideWhileTheServerMovedItStayChanged() throws Exception {
    agreed(SENDERS);
    edit(only("Work"), text -> text.replace("Gone,Later", "Here,Later"));
    moveThere("Work", "Next");
    label("Next", "-X-GM-LABELS (Later)");
    label("Next", "+X-GM-LABELS (There)");
    run();
    nothingWasTransferred();
    assertThat(house.files("Work")).isEmpty();
    assertThat(labels("Next")).isEqualTo("Here There");
    assertThat(text("Next")).isEqualTo("Subject: one\nX-Keywords: Here,There\n\nText\n");
  }

  // The halves of a move.

  @Test
  void whereNothingIsDeletedOnDiskItIsACopyAndBothKeepTheirLabels() throws Exception {
    house.remote("sync_deletes = no");
    agreed(SENDERS);
    moveThere("Work", "Next");
    run();
    nothingWasTransferred();
    assertThat(house.files("Work")).hasSize(1);
    assertThat(text("Next")).isEqualTo("Subject: one\nX-Keywords: Gone,Later\n\nText\n");
    assertThat(labels("Next")).isEqualTo("Gone Later");
  }

  @Test
  void whereNothingIsDeletedOnTheServerItIsACopyAndBothKeepTheirLabels() throws Exception {
    house.local("sync_deletes = no");
    agreed(SENDERS);
    refile("Work", "Next", "");
    run();
    nothingWasTransferred();
    assertThat(house.mailbox("Work").messages()).hasSize(1);
    assertThat(new String(there("Next").octets(), UTF_8)).isEqualTo(SENDERS);
    assertThat(labels("Next")).isEqualTo("Gone Later Work");
  }

  @Test
  void withoutExpungeItIsACopyAndTheOldOneIsMarked() throws Exception {
    house.remote("expunge = no");
    agreed(SENDERS);
    refile("Work", "Next", "");
    run();
    nothingWasTransferred();
    assertThat(there("Work").flags()).isEqualTo(FlagSet.ofLetters("ST"));
    assertThat(new String(there("Next").octets(), UTF_8)).isEqualTo(SENDERS);
    run();
    assertThat(house.files("Work")).isEmpty();
    assertThat(house.files("Next")).hasSize(1);
  }

  @Test
  void aServerThatIsNotToBeChangedIsNot() throws Exception {
    agreed(SENDERS);
    house.remote("readonly = yes");
    edit(only("Work"), text -> text.replace("Gone,Later", "Here,Later"));
    refile("Work", "Next", "");
    run();
    assertThat(house.mailbox("Next").messages()).isEmpty();
    assertThat(labels("Work")).isEqualTo("Gone Later");
    assertThat(commands()).noneMatch(command -> command.matches(".*(STORE|MOVE|COPY|APPEND).*"));
  }

  @Test
  void aDiskThatIsNotToBeChangedIsNot() throws Exception {
    agreed(SENDERS);
    house.local("readonly = yes");
    moveThere("Work", "Next");
    label("Next", "+X-GM-LABELS (There)");
    run();
    assertThat(text("Work")).isEqualTo("Subject: one\nX-Keywords: Gone,Later\n\nText\n");
    assertThat(house.files("Next")).isEmpty();
    assertThat(labels("Next")).isEqualTo("Gone Later There");
  }

  @Test
  void aFolderThatIsMadeForItIsATarget() throws Exception {
    agreed(SENDERS);
    house.put("Third", "cur/1700000009.1.reader:2,S", "Subject: other\n\nOther\n");
    refile("Work", "Third", "");
    run();
    assertThat(commands()).anyMatch(command -> command.contains("UID MOVE"));
    assertThat(house.mailbox("Third").messages()).hasSize(2);
    assertThat(house.mailbox("Work").messages()).isEmpty();
    assertThat(commands()).filteredOn(command -> command.contains("APPEND")).hasSize(1);
  }

  @Test
  void aFolderThatMayNotBeMadeOrIsLeftOutIsNoTarget() throws Exception {
    house.remote("createfolders = no");
    for (String target : List.of("Third", "Left")) {
      house.mailbox("Work").messages().forEach(one -> house.mailbox("Work").expunge(one.uid()));
      deliver(PLAIN);
      run();
      house.put(target, "cur/1700000009.1.reader:2,S", "Subject: other\n\nOther\n");
      refile("Work", target, "");
      run();
      nothingWasTransferred();
      assertThat(house.files(target)).as(target).hasSize(2);
      assertThat(house.mailbox("Work").messages()).as(target).isEmpty();
      assertThat(house.server.mailboxNames("user")).doesNotContain(target);
    }
  }

  @Test
  void ofEqualOnesAsManyMoveAsHaveLeftAndAppeared() throws Exception {
    deliver(SENDERS);
    agreedTwo();
    List<Path> files = house.files("Work");
    String text = Files.readString(files.getFirst(), UTF_8);
    Files.delete(files.getFirst());
    Files.delete(files.getLast());
    house.put("Next", "cur/1700000009.1.reader:2,S", text);
    run();
    movedOnTheServer();
    assertThat(house.mailbox("Work").messages()).isEmpty();
    arrivedInNext(SENDERS);

    Files.delete(only("Next"));
    house.put("Work", "cur/1700000009.2.reader:2,S", text);
    house.put("Third", "cur/1700000009.3.reader:2,S", text);
    run();
    assertThat(commands()).filteredOn(command -> command.contains("UID MOVE")).hasSize(1);
    assertThat(commands()).filteredOn(command -> command.contains("APPEND")).hasSize(1);
    assertThat(house.mailbox("Next").messages()).isEmpty();
    assertThat(house.mailbox("Work").messages()).hasSize(1);
    assertThat(house.mailbox("Third").messages()).hasSize(1);
  }

  private void agreedTwo() throws IOException {
    deliver(SENDERS);
    label("Work", "+X-GM-LABELS (Later)");
    run();
    assertThat(house.files("Work")).hasSize(2);
  }
}
