package org.offlineimap.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.offlineimap.cli.StatusCommand.Account;
import org.offlineimap.status.UploadIntent;

/** What {@code offlineimap status} says to a person. Stateless. */
final class StatusText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private StatusText() {}

  /** The account first, what is open, then a line for each folder. */
  static List<String> lines(Account account, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add("Account " + account.name() + ": " + state(account, now));
    if (account.last().isEmpty()) {
      lines.add("  no run has been recorded yet");
    }
    account
        .last()
        .ifPresent(last -> {
          lines.add("  last run ended " + time(last.ended()) + ": " + last.outcome());
          lines.add("  " + last.summary());
        });
    open(account, lines);
    account
        .last()
        .ifPresent(last ->
            last.folders()
                .forEach((name, one) ->
                    lines.add("  %s  %-11s %s".formatted(time(one.ended()), one.outcome(), name))));
    return lines;
  }

  private static String state(Account account, Instant now) {
    if (account.holder().isPresent()) {
      String pid = account.holder().get();
      return "being synchronised" + (pid.isEmpty() ? "" : " by process " + pid);
    }
    return account
        .last()
        .filter(last -> StatusCommand.sleeps(last, now))
        .map(last ->
            "next refresh "
                + time(last.next().orElseThrow())
                + ", process "
                + last.process()
                + " waits for it")
        .orElse("not running");
  }

  private static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  private static void open(Account account, List<String> lines) {
    account
        .open()
        .quarantine()
        .forEach((key, troubles) ->
            troubles.forEach(one ->
                lines.add(
                    "  in quarantine: %s %s, failed in %d runs, not tried before %s: %s"
                        .formatted(
                            key.fileName(),
                            one.message(),
                            one.failures(),
                            time(Instant.ofEpochMilli(one.retryMillis())),
                            one.reason()))));
    account
        .open()
        .withheld()
        .forEach((key, held) ->
            lines.add(
                "  deletions withheld: %s, %d on the server, %d here; a run says how to confirm them"
                    .formatted(key.fileName(), held.remote().size(), held.local().size())));
    for (UploadIntent upload : account.open().uploads()) {
      lines.add(
          "  upload %s: %s %s, %d octets"
              .formatted(
                  upload.unmapped() ? "arrived, its UID is not known" : "begun, not confirmed",
                  upload.draft().folder().fileName(),
                  upload.draft().key(),
                  upload.draft().wireOctets()));
    }
  }
}
