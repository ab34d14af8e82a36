package org.offlineimap.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.testing.PlainImap;
import org.offlineimap.testing.Rig;

/** IMAP at both ends: users {@code far} and {@code near} of one server, and an account between. */
abstract class TwoServersRig {
  private static final Pattern DATE = Pattern.compile("INTERNALDATE \"([^\"]*)\"");

  @TempDir Path temp;

  /** The loopback port of the server of both users. */
  abstract int port();

  abstract String password();

  /** An account from {@code far}, the remote side, to {@code near}. */
  Rig rig() throws IOException {
    Rig rig = new Rig(temp.resolve("home"), port(), "far", password());
    Files.writeString(
        rig.rc(),
        """
        [general]
        accounts = Test
        metadata = %s
        [Account Test]
        localrepository = Near
        remoterepository = Far
        [Repository Near]
        type = IMAP
        remotehost = 127.0.0.1
        remoteport = %d
        remoteuser = near
        remotepass = %s
        ssl = no
        starttls = no
        maxconnections = 1
        [Repository Far]
        type = IMAP
        remotehost = 127.0.0.1
        remoteport = %d
        remoteuser = far
        remotepass = %s
        ssl = no
        starttls = no
        maxconnections = 1
        """
            .formatted(rig.metadata(), port(), password(), port(), password()));
    return rig;
  }

  PlainImap as(String user) throws IOException {
    return new PlainImap(port(), user, password());
  }

  static byte[] mail(String id) {
    return ("From: a@example.org\r\nSubject: "
            + id
            + "\r\nMessage-ID: <"
            + id
            + "@example.org>\r\n\r\nBody of "
            + id
            + "\r\n")
        .getBytes(ISO_8859_1);
  }

  /** Octets and flags of all messages, in an order of their own. */
  List<String> mailOf(String user, String folder) throws IOException {
    List<String> all = new ArrayList<>();
    try (PlainImap imap = as(user)) {
      imap.messages(folder).forEach(m -> all.add(m.octets() + "|" + m.flags()));
    }
    Collections.sort(all);
    return all;
  }

  void agree(String... folders) throws IOException {
    for (String folder : folders) {
      assertThat(mailOf("near", folder)).as(folder).isEqualTo(mailOf("far", folder));
    }
  }

  List<String> dates(String user, String folder) throws IOException {
    List<String> dates = new ArrayList<>();
    try (PlainImap imap = as(user)) {
      imap.command("EXAMINE \"" + folder + "\"");
      for (PlainImap.Answer answer : imap.command("UID FETCH 1:* (INTERNALDATE)")) {
        Matcher found = DATE.matcher(answer.text());
        if (found.find()) {
          dates.add(found.group(1));
        }
      }
    }
    Collections.sort(dates);
    return dates;
  }

  /** Everything that a change would change, on both servers. */
  List<String> state() throws IOException {
    List<String> state = new ArrayList<>();
    for (String user : List.of("far", "near")) {
      try (PlainImap imap = as(user)) {
        for (PlainImap.Answer answer : imap.command("LIST \"\" \"*\"")) {
          String line = answer.text();
          String folder = line.substring(line.lastIndexOf(' ') + 1).replace("\"", "");
          if (!line.toLowerCase(Locale.ROOT).matches(".*\\\\(noselect|nonexistent).*")) {
            imap.messages(folder).forEach(m -> state.add(user + folder + m.uid() + m.flags()));
          }
        }
      }
    }
    return state;
  }

  void restsNow(Rig rig) throws Exception {
    List<String> before = state();
    Path map = rig.metadata().resolve("Repository-Near/UIDMapping/INBOX");
    Object stamp = Files.getLastModifiedTime(map);
    Object inode = Files.getAttribute(map, "unix:ino");
    SyncContract.succeeds(rig.run());
    assertThat(state()).isEqualTo(before);
    assertThat((Object) Files.getLastModifiedTime(map)).isEqualTo(stamp);
    assertThat(Files.getAttribute(map, "unix:ino")).isEqualTo(inode);
  }
}
