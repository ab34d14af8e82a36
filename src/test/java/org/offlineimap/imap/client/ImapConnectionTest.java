package org.offlineimap.imap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.offlineimap.imap.protocol.AppendMessage;
import org.offlineimap.imap.protocol.ResponseCode.Known;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.MessageList;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SystemFlag;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

@Timeout(60)
class ImapConnectionTest {
  private static final FolderName WORK = new FolderName("Work");
  private static final String PREAUTH =
      "S: * PREAUTH [CAPABILITY IMAP4rev1 UIDPLUS LITERAL+] hello\n";
  private static final String PREAUTH_ASKING = "S: * PREAUTH [CAPABILITY IMAP4rev1] hello\n";

  @FunctionalInterface
  private interface Play {
    void with(ImapConnection connection) throws Exception;
  }

  private static void play(String script, Play play) throws Exception {
    try (ScriptedServer server = new ScriptedServer(script);
        ImapConnection connection = server.connect()) {
      play.with(connection);
      server.assertPlayed();
    }
  }

  private static MessageSource message(String octets) {
    return new MessageSource() {
      @Override
      public long wireOctets() {
        return octets.length();
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(octets.getBytes(StandardCharsets.ISO_8859_1));
      }
    };
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void takesTheCapabilitiesFromTheAnswerToTheLogin() throws Exception {
    play(
        """
        S: * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready
        C: {a} AUTHENTICATE PLAIN AG1lAHNlY3JldA==
        S: {a} OK [CAPABILITY IMAP4rev1 MOVE] in
        C: {b} NOOP
        S: {b} OK
        """,
        connection -> {
          connection.authenticate(SaslExchange.plain("", "me", octets("secret")));
          assertThat(connection.capabilities().has("move")).isTrue();
          assertThat(connection.traffic()).isEqualTo(Traffic.NONE);
          connection.noop().await();
          assertThat(connection.traffic()).isEqualTo(new Traffic(7, 9, 1, 1));
        });
  }

  @Test
  void sendsTheInitialResponseWhenAskedWithoutSaslIr() throws Exception {
    play(
        """
        S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready
        C: {a} AUTHENTICATE PLAIN
        S: +\s
        C: AG1lAHNlY3JldA==
        S: {a} OK in
        C: {b} CAPABILITY
        S: * CAPABILITY IMAP4rev1 MOVE
        S: {b} OK
        """,
        connection -> {
          connection.authenticate(SaslExchange.plain("", "me", octets("secret")));
          assertThat(connection.capabilities().has("MOVE")).isTrue();
        });
  }

  @Test
  void tellsAWrongPasswordFromABusyServer() throws Exception {
    play(
        """
        S: * OK [CAPABILITY IMAP4rev1] ready
        C: {a} LOGIN me "a b"
        S: {a} NO [UNAVAILABLE] later
        C: {b} LOGIN me "a b"
        S: {b} NO wrong
        """,
        connection -> {
          assertThatThrownBy(() -> connection.login("me", octets("a b")))
              .isInstanceOf(ImapException.Refused.class);
          assertThatThrownBy(() -> connection.login("me", octets("a b")))
              .isInstanceOf(ImapException.AuthenticationRefused.class)
              .hasMessageNotContaining("a b");
        });
  }

  @Test
  void listsWithStatusNumbers() throws Exception {
    play(
        """
        S: * PREAUTH [CAPABILITY IMAP4rev1 LIST-EXTENDED LIST-STATUS SPECIAL-USE CONDSTORE] hi
        C: {a} LIST "" "*" RETURN (SPECIAL-USE STATUS (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ))
        S: * LIST (\\Trash) "/" Trash
        S: * LIST () "/" inbox
        S: * STATUS INBOX (MESSAGES 3 UIDNEXT 5 UIDVALIDITY 7 HIGHESTMODSEQ 9)
        S: {a} OK
        """,
        connection -> {
          var list = connection.list("", "*", true).await();
          assertThat(list)
              .extracting(Mailbox::name)
              .containsExactly(new FolderName("Trash"), FolderName.INBOX);
          assertThat(list.get(0).status()).isEqualTo(Mailbox.MailboxStatus.UNKNOWN);
          assertThat(list.get(1).status().highestModSeq()).hasValue(9);
        });
  }

  @Test
  void matchesPipelinedAnswersWithUnsolicitedDataBetweenThem() throws Exception {
    play(
        PREAUTH
            + """
            C: {s} SELECT Work
            C: {f} UID FETCH 1:* (UID FLAGS)
            C: {b} UID FETCH 7:8 (UID BODY.PEEK[])
            S: * OK [CLOSED]
            S: * 2 EXISTS
            S: * OK [UIDVALIDITY 5] ok
            S: * FLAGS (\\Seen)
            S: {s} OK [READ-WRITE] selected
            S: * XFUNNY (a (b))
            S: * 1 FETCH (UID 7 FLAGS (\\Seen))
            S: * 3 EXISTS
            S: * 2 FETCH (FLAGS () UID 8)
            S: * 1 FETCH (FLAGS (\\Deleted))
            S: {f} OK
            S: * 2 FETCH (UID 8 BODY[] {3}
            S-raw: a\\r\\n
            S: )
            S: * 3 EXPUNGE
            S: * 1 FETCH (BODY[] {2}
            S-raw: xy
            S:  UID 7 FLAGS (\\Seen))
            S: * OK still here
            S: {b} OK
            """,
        connection -> {
          MessageList.Builder listed = new MessageList.Builder();
          MemorySink sink = new MemorySink();
          Pending<Selected> select = connection.select(WORK, false);
          Pending<UidSet> flags =
              connection.fetchAll(
                  EnumSet.of(FetchItem.FLAGS),
                  m -> listed.add(m.uid().getAsLong(), m.flags().orElse(FlagSet.none())));
          Pending<FetchedBodies> bodies =
              connection.fetchBodies(UidSet.range(7, 8), sink, Set.of(), _ -> {});
          assertThat(select.await().uidValidity().value()).isEqualTo(5);
          flags.await();
          assertThat(bodies.await().complete()).isEqualTo(UidSet.range(7, 8));
          assertThat(listed.build().uids()).isEqualTo(UidSet.range(7, 8));
          assertThat(sink.bodies)
              .containsEntry(new Uid(8), "a\r\n")
              .containsEntry(new Uid(7), "xy");
          assertThat(connection.exists()).isEqualTo(2);
          assertThat(connection.traffic().turnarounds()).isEqualTo(1);
        });
  }

  @Test
  void failsOnlyTheMessageWhoseSinkFails() throws Exception {
    play(
        PREAUTH
            + """
            C: {b} UID FETCH 1:3 (UID BODY.PEEK[])
            S: * 1 FETCH (UID 1 BODY[] {3}
            S-raw: one
            S: )
            S: * 2 FETCH (UID 2 BODY[] "two")
            S: {b} NO [EXPUNGEISSUED] some are gone
            """,
        connection -> {
          MemorySink sink = new MemorySink(new Uid(1));
          FetchedBodies bodies =
              connection.fetchBodies(UidSet.range(1, 3), sink, Set.of(), _ -> {}).await();
          assertThat(bodies.complete()).isEqualTo(UidSet.of(2));
          assertThat(bodies.failed()).containsOnlyKeys(new Uid(1));
          assertThat(bodies.missing()).isEqualTo(UidSet.of(3));
          assertThat(bodies.refusal()).isPresent();
          assertThat(sink.abandoned).containsExactly(new Uid(1));
        });
  }

  @Test
  void abandonsTheMessageThatIsCutAndKeepsTheWholeOne() throws Exception {
    MemorySink sink = new MemorySink();
    play(
        PREAUTH
            + """
            C: {b} UID FETCH 1:2 (UID BODY.PEEK[])
            S: * 1 FETCH (UID 1 BODY[] {3}
            S-raw: one
            S: )
            S: * 2 FETCH (UID 2 BODY[] {300}
            S: not all of it
            """,
        connection -> {
          Pending<FetchedBodies> bodies =
              connection.fetchBodies(UidSet.range(1, 2), sink, Set.of(), _ -> {});
          assertThatThrownBy(bodies::await).isInstanceOf(ImapException.Disconnected.class);
          assertThatThrownBy(connection::noop).isInstanceOf(ImapException.Disconnected.class);
        });
    assertThat(sink.bodies).containsOnlyKeys(new Uid(1));
    assertThat(sink.abandoned).containsExactly(new Uid(2));
  }

  @Test
  void saysWhyTheServerLeft() throws Exception {
    play(
        PREAUTH + "C: {a} NOOP\nS: * BYE Session expired\n",
        connection ->
            assertThatThrownBy(() -> connection.noop().await())
                .isInstanceOf(ImapException.Disconnected.class)
                .hasMessageContaining("Session expired"));
  }

  @Test
  void losesOneListingToAMalformedResponseAndNothingElse() throws Exception {
    play(
        PREAUTH
            + """
            C: {f} UID FETCH 1:* (UID FLAGS)
            S: * 1 FETCH (UID zero FLAGS {4}
            S-raw: )\\r\\n*
            S:  BODY[ "
            S: * 2 FETCH (UID 8 FLAGS ())
            S: {f} OK
            C: {n} NOOP
            S: {n} OK
            """,
        connection -> {
          Pending<UidSet> flags = connection.fetchAll(EnumSet.of(FetchItem.FLAGS), _ -> {});
          assertThatThrownBy(flags::await).isInstanceOf(ImapException.Malformed.class);
          connection.noop().await();
        });
  }

  @Test
  void throwsABugOfTheListenerWhereTheAnswerIsAwaited() throws Exception {
    play(
        PREAUTH
            + """
            C: {f} UID FETCH 1:* (UID FLAGS)
            S: * 2 FETCH (UID 8 FLAGS ())
            S: {f} OK
            """,
        connection -> {
          Pending<UidSet> flags =
              connection.fetchAll(
                  EnumSet.of(FetchItem.FLAGS),
                  _ -> {
                    throw new IllegalStateException("bug");
                  });
          assertThatThrownBy(flags::await).isInstanceOf(IllegalStateException.class);
        });
  }

  private static Pending<List<Appended>> append(
      ImapConnection connection, MessageSource... messages)
      throws ImapException, InterruptedException {
    return connection.append(
        WORK,
        Stream.of(messages)
            .map(source -> new AppendMessage(FlagSet.none(), Optional.empty(), source, false))
            .toList());
  }

  @Test
  void appendsSeveralInOneCommand() throws Exception {
    play(
        PREAUTH
            + """
            C: {a} APPEND Work {3+}
            C-raw: one {5+}\\r\\ntwo\\r\\n\\r\\n
            S: {a} OK [APPENDUID 5 7:8] ok
            C: {b} APPEND Work {3+}
            C-raw: one {3+}\\r\\ntwo\\r\\n
            S: {b} OK [APPENDUID 5 10,9] ok
            C: {c} APPEND Work {3+}
            C-raw: one {3+}\\r\\ntwo\\r\\n
            S: {c} NO [TOOBIG] the second
            """,
        connection -> {
          MessageSource one = message("one");
          assertThat(append(connection, one, message("two\r\n")).await())
              .extracting(Appended::uid)
              .containsExactly(new Uid(7), new Uid(8));
          assertThat(append(connection, one, message("two")).await())
              .as("an order that no two agree on")
              .isEmpty();
          assertThatThrownBy(append(connection, one, message("two"))::await)
              .isInstanceOf(ImapException.Refused.class);
        });
  }

  /** The literal of the second is not asked for when the first was refused. */
  @Test
  void stopsABatchAtTheLiteralThatIsRefused() throws Exception {
    play(
        PREAUTH_ASKING
            + """
            C: {a} APPEND Work {3}
            S: + go on
            C-raw: one {3}\\r\\n
            S: {a} NO [TOOBIG] no
            C: {c} NOOP
            S: {c} OK
            """,
        connection -> {
          assertThatThrownBy(append(connection, message("one"), message("two"))::await)
              .isInstanceOf(ImapException.Refused.class);
          connection.noop().await();
        });
  }

  @Test
  void appendsSeveralInOneTurnaround() throws Exception {
    play(
        PREAUTH
            + """
            C: {a} APPEND Work (\\Seen) {3+}
            C-raw: one\\r\\n
            C: {b} APPEND Work {5+}
            C-raw: two\\r\\n\\r\\n
            S: {a} OK [APPENDUID 5 1] ok
            S: {b} OK [APPENDUID 5 2] ok
            """,
        connection -> {
          Pending<List<Appended>> first =
              connection.append(
                  WORK,
                  List.of(
                      new AppendMessage(
                          FlagSet.of(SystemFlag.SEEN), Optional.empty(), message("one"), false)));
          Pending<List<Appended>> second = append(connection, message("two\r\n"));
          assertThat(first.await()).extracting(Appended::uid).containsExactly(new Uid(1));
          assertThat(second.await()).extracting(Appended::uid).containsExactly(new Uid(2));
          assertThat(connection.traffic().turnarounds()).isEqualTo(1);
        });
  }

  @Test
  void asksForEachLiteralWhereTheServerWantsIt() throws Exception {
    play(
        PREAUTH_ASKING
            + """
            C: {a} APPEND Work {3}
            S: + go on
            C-raw: one\\r\\n
            S: {a} OK
            C: {b} APPEND Work {3}
            S: {b} NO [TRYCREATE] no such mailbox
            C: {c} NOOP
            S: {c} OK
            """,
        connection -> {
          assertThat(append(connection, message("one")).await()).isEmpty();
          Pending<List<Appended>> refused = append(connection, message("one"));
          assertThatThrownBy(refused::await)
              .isInstanceOfSatisfying(
                  ImapException.Refused.class,
                  e -> assertThat(e.code().is(Known.TRYCREATE)).isTrue());
          connection.noop().await();
        });
  }

  @Test
  void sendsNothingForAMessageThatHasGone() throws Exception {
    MessageSource gone =
        new MessageSource() {
          @Override
          public long wireOctets() throws IOException {
            throw new NoSuchFileException("gone");
          }

          @Override
          public void writeTo(OutputStream out) {}
        };
    play(
        PREAUTH + "C: {a} NOOP\nS: {a} OK\n",
        connection -> {
          Pending<List<Appended>> pending = append(connection, gone);
          assertThatThrownBy(pending::await).isInstanceOf(ImapException.SourceFailed.class);
          connection.noop().await();
        });
  }

  @Test
  void neverCompletesAMessageThatShrank() throws Exception {
    MessageSource shrunken =
        new MessageSource() {
          @Override
          public long wireOctets() {
            return 10;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write('x');
          }
        };
    play(
        PREAUTH + "hold: \n",
        connection -> {
          Pending<List<Appended>> pending = append(connection, shrunken);
          assertThatThrownBy(pending::await).isInstanceOf(ImapException.SourceFailed.class);
          assertThat(connection.isEnded()).isTrue();
        });
  }

  @Test
  void sendsChangesOnlyAfterTheMailboxIsKnown() throws Exception {
    play(
        PREAUTH
            + """
            C: {s} SELECT Work
            S: * 2 EXISTS
            S: * OK [UIDVALIDITY 5] ok
            S: {s} OK
            C: {t} UID STORE 1,3 +FLAGS.SILENT (\\Deleted)
            C: {e} UID EXPUNGE 1,3
            S: {t} OK
            S: {e} OK
            """,
        connection -> {
          Pending<Selected> select = connection.select(WORK, false);
          UidSet uids = UidSet.of(1, 3);
          Pending<Void> store = connection.store(uids, true, FlagSet.of(SystemFlag.DELETED));
          Pending<Void> expunge = connection.uidExpunge(uids);
          select.await();
          store.await();
          expunge.await();
          assertThat(connection.traffic().turnarounds()).isEqualTo(2);
        });
  }

  /** A server of QRESYNC must announce ENABLE (RFC 7162 3.2.3): without it, CONDSTORE is left. */
  @Test
  void enablesNothingWhereEnableIsNotAnnounced() throws Exception {
    play(
        """
        S: * PREAUTH [CAPABILITY IMAP4rev1 QRESYNC UIDONLY] hello
        C: {s} SELECT Work (CONDSTORE)
        S: * 3 EXISTS
        S: * OK [UIDVALIDITY 5] ok
        S: * OK [UIDNEXT 12] ok
        S: {s} OK
        """,
        connection -> {
          assertThat(connection.canResynchronise()).isFalse();
          connection.select(WORK, false).await();
        });
  }

  /** IMAP4rev2 includes ENABLE (RFC 9051 appendix E). */
  @Test
  void enablesInRevisionTwo() throws Exception {
    play(
        """
        S: * PREAUTH [CAPABILITY IMAP4rev2 QRESYNC] hello
        C: {e} ENABLE QRESYNC
        C: {s} SELECT Work (CONDSTORE)
        S: * ENABLED QRESYNC
        S: {e} OK
        S: * 3 EXISTS
        S: * OK [UIDVALIDITY 5] ok
        S: * OK [UIDNEXT 12] ok
        S: {s} OK
        """,
        connection -> connection.select(WORK, false).await());
  }

  @Test
  void asksSeveralMailboxesWhatChangedInOneTurnaround() throws Exception {
    play(
        """
        S: * PREAUTH [CAPABILITY IMAP4rev1 ENABLE QRESYNC] hello
        C: {e} ENABLE QRESYNC
        C: {s} SELECT Work (QRESYNC (5 41))
        C: {i} EXAMINE INBOX (QRESYNC (6 1))
        S: * ENABLED QRESYNC
        S: {e} OK
        S: * 3 EXISTS
        S: * OK [UIDVALIDITY 5] ok
        S: * OK [UIDNEXT 12] ok
        S: * OK [HIGHESTMODSEQ 50] ok
        S: * VANISHED (EARLIER) 1,3:4
        S: * 3 FETCH (UID 11 FLAGS (\\Seen $Work) MODSEQ (50))
        S: {s} OK
        S: * 2 FETCH (FLAGS ())
        S: * OK [CLOSED]
        S: * 1 EXISTS
        S: * OK [UIDVALIDITY 6] ok
        S: * OK [NOMODSEQ] no
        S: {i} OK
        """,
        connection -> {
          Pending<Selected> work = connection.selectChanged(WORK, false, new UidValidity(5), 41);
          Pending<Selected> inbox =
              connection.selectChanged(FolderName.INBOX, true, new UidValidity(6), 1);
          Selected changed = work.await();
          assertThat(changed.delta().vanished()).isEqualTo(UidSet.of(1, 3, 4));
          assertThat(changed.delta().changed().uids()).isEqualTo(UidSet.of(11));
          assertThat(changed.delta().changed().flags(0))
              .isEqualTo(FlagSet.ofImapNames(java.util.List.of("\\Seen", "$Work")));
          assertThat(changed.highestModSeq()).hasValue(50);
          assertThat(inbox.await().delta().clear()).isTrue();
          assertThat(inbox.await().delta().changed().size()).isZero();
          assertThat(inbox.await().highestModSeq()).isEmpty();
          assertThat(connection.traffic().turnarounds()).isEqualTo(1);
        });
  }

  @Test
  void trustsNoDeltaWithDataThatCannotBePlaced() throws Exception {
    play(
        """
        S: * PREAUTH [CAPABILITY IMAP4rev1 CONDSTORE ESEARCH] hello
        C: {s} SELECT Work (CONDSTORE)
        C: {f} UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE 41)
        S: * 2 EXISTS
        S: * OK [UIDVALIDITY 5] ok
        S: {s} OK
        S: * 1 FETCH (UID 7 FLAGS ())
        S: * 2 FETCH (FLAGS ())
        S: {f} OK
        C: {u} UID SEARCH RETURN (ALL) ALL
        S: * ESEARCH (TAG "{u}") UID ALL 7:9,11
        S: {u} OK
        """,
        connection -> {
          Pending<Selected> selected = connection.select(WORK, false);
          Pending<Delta> delta = connection.fetchChanged(41);
          assertThat(selected.await().delta().clear()).isTrue();
          assertThat(delta.await().clear()).isFalse();
          assertThat(connection.search("ALL").await()).isEqualTo(UidSet.of(7, 8, 9, 11));
        });
  }

  @Test
  void learnsTheNamespace() throws Exception {
    play(
        """
        S: * PREAUTH [CAPABILITY IMAP4rev1 NAMESPACE] hello
        C: {n} NAMESPACE
        S: * NAMESPACE (("INBOX." "." "X-PARAM" ("a" "b"))("#mh/" "/")) NIL (("" "/"))
        S: {n} OK
        """,
        connection ->
            assertThat(connection.namespace().await().orElseThrow())
                .isEqualTo(
                    new org.offlineimap.imap.protocol.Untagged.Namespace(
                        "INBOX.", Optional.of('.'))));
  }

  @Test
  void refusesAServerThatIsNone() throws Exception {
    try (ScriptedServer server = new ScriptedServer("S: HTTP/1.1 400 Bad Request")) {
      assertThatThrownBy(server::connect).isInstanceOf(ImapException.Disconnected.class);
    }
  }

  @Test
  void endsWhereStartTlsWasDemandedAndIsNotOffered() throws Exception {
    try (ScriptedServer server = new ScriptedServer(PREAUTH.strip())) {
      assertThatThrownBy(() ->
              Connector.connect(
                  server.address(Encryption.STARTTLS_DEMANDED), ConnectionOptions.named("test")))
          .isInstanceOf(ImapException.TlsRefused.class);
    }
  }

  @Test
  void endsWhenSomethingFollowsTheAnswerToStartTls() throws Exception {
    String script =
        """
        S: * OK [CAPABILITY IMAP4rev1 STARTTLS] hi
        C: {a} STARTTLS
        S-raw: s2 OK go\\r\\n* OK injected\\r\\n
        """;
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThatThrownBy(() ->
              Connector.connect(
                  server.address(Encryption.STARTTLS_EXPECTED), ConnectionOptions.named("test")))
          .isInstanceOf(ImapException.TlsRefused.class);
    }
  }

  @Test
  void cutsLongSetsIntoBearableCommands() {
    UidSet.Builder odd = new UidSet.Builder();
    for (long uid = 4_000_000_001L; uid < 4_000_004_000L; uid += 2) {
      odd.add(uid);
    }
    UidSet uids = odd.build();
    var parts = UidChunks.of(uids, OptionalLong.empty());
    assertThat(parts).allMatch(part -> part.toString().length() < 8000);
    assertThat(UidChunks.union(parts)).isEqualTo(uids);
  }
}
