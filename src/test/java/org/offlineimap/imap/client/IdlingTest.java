package org.offlineimap.imap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FolderName;

/** IDLE and NOTIFY with a server that plays dialogues (RFC 2177, RFC 5465). */
final class IdlingTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String GREETING = "S: * PREAUTH [CAPABILITY IMAP4rev1 IDLE NOTIFY] ready\n";

  private interface Work {
    void with(ImapConnection connection) throws Exception;
  }

  private static void play(String script, Work work) throws Exception {
    try (ScriptedServer server = new ScriptedServer(GREETING + script);
        ImapConnection connection = server.connect()) {
      work.with(connection);
      server.assertPlayed();
    }
  }

  @Test
  void newMailIsNewsAndIdleGoesOn() throws Exception {
    play(
        """
        C: {tag} IDLE
        S: + idling
        S: * OK Still here
        S: * 4 EXISTS
        C: DONE
        S: * 2 EXPUNGE
        S: {tag} OK done
        """,
        connection -> {
          Idling idling = connection.idle();
          assertThat(idling.await(LONG).selected()).isTrue();
          assertThat(idling.isOver()).isFalse();
          idling.done();
          assertThat(idling.await(Duration.ZERO).selected()).isTrue();
          assertThat(idling.await(Duration.ZERO)).isEqualTo(News.NONE);
        });
  }

  @Test
  void anIdleThatRestsOwesNothingButItsEndDoes() throws Exception {
    play(
        """
        C: {tag} IDLE
        S: + idling
        C: DONE
        S: {tag} OK done
        C: {next} NOOP
        S: {next} OK
        """,
        connection -> {
          Idling idling = connection.idle();
          assertThat(idling.await(Duration.ofMillis(1))).isEqualTo(News.NONE);
          idling.done();
          connection.noop().await();
        });
  }

  @Test
  void aRefusedIdleFailsAndTheConnectionGoesOn() throws Exception {
    play(
        """
        C: {tag} IDLE
        S: {tag} NO not today
        C: {next} NOOP
        S: {next} OK
        """,
        connection -> {
          assertThatThrownBy(connection::idle).isInstanceOf(ImapException.Refused.class);
          connection.noop().await();
        });
  }

  @Test
  void aServerThatEndsIdleByItselfIsAskedAgain() throws Exception {
    play(
        """
        C: {tag} IDLE
        S: + idling
        S: {tag} OK enough
        C: {next} IDLE
        S: + idling
        S: * 1 EXISTS
        """,
        connection -> {
          Idling first = connection.idle();
          assertThat(first.await(LONG)).isEqualTo(News.NONE);
          assertThat(first.isOver()).isTrue();
          assertThat(connection.idle().await(LONG).selected()).isTrue();
        });
  }

  @Test
  void aConnectionThatBreaksWhileItRestsIsNoticedAtOnce() throws Exception {
    play(
        """
        C: {tag} IDLE
        S: + idling
        """,
        connection -> {
          Idling idling = connection.idle();
          assertThatThrownBy(() -> idling.await(LONG))
              .isInstanceOf(ImapException.Disconnected.class);
        });
  }

  @Test
  void notifyTellsOfOtherMailboxesAndOfTheList() throws Exception {
    play(
        """
        C: {tag} NOTIFY SET (personal (MessageNew MessageExpunge FlagChange MailboxName))
        S: {tag} OK
        C: {idle} IDLE
        S: + idling
        S: * STATUS "Lists/Java" (MESSAGES 4 UIDNEXT 5)
        S: * STATUS inbox (MESSAGES 4 UIDNEXT 5)
        C: DONE
        S: * LIST () "/" New
        S: {idle} OK
        """,
        connection -> {
          connection.notifyOfAll().await();
          Idling idling = connection.idle();
          News news = idling.await(LONG);
          while (news.mailboxes().size() < 2) {
            news = news.plus(idling.await(LONG));
          }
          assertThat(news.mailboxes())
              .containsExactlyInAnyOrder(FolderName.INBOX, new FolderName("Lists/Java"));
          idling.done();
          assertThat(idling.await(Duration.ZERO).everything()).isTrue();
        });
  }

  @Test
  void anOverflowMeansThatAnythingMayHaveChanged() throws Exception {
    play(
        """
        C: {tag} IDLE
        S: + idling
        S: * OK [NOTIFICATIONOVERFLOW] too much
        """,
        connection -> assertThat(connection.idle().await(LONG).everything()).isTrue());
  }
}
