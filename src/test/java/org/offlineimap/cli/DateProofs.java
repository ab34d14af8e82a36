package org.offlineimap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.maildir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/** Where dates of files come from. */
final class DateProofs {
  private static final Instant HEADER = Instant.parse("2019-09-09T09:09:09Z");

  private DateProofs() {}

  static List<OptionProof> all() {
    return List.of(
        maildir("utime_from_header", "yes", DateProofs::datesFilesByHeader),
        maildir("filename_use_mail_timestamp", "yes", DateProofs::namesFilesByHeader),
        maildir("utime_from_internaldate", "yes", DateProofs::datesFilesByArrival),
        maildir("restoreatime", "yes", DateProofs::givesAccessTimesBack));
  }

  private static Path fetched(OptionBench bench) throws Exception {
    bench.deliverText(
        "INBOX", "Date: Mon, 9 Sep 2019 09:09:09 +0000\r\nSubject: dated\r\n\r\nx\r\n");
    assertThat(bench.run().exit()).isZero();
    return bench.files("INBOX").getFirst();
  }

  static void datesFilesByHeader(OptionBench bench) throws Exception {
    assertThat(Files.getLastModifiedTime(fetched(bench)).toInstant()).isEqualTo(HEADER);
  }

  static void namesFilesByHeader(OptionBench bench) throws Exception {
    assertThat(String.valueOf(fetched(bench).getFileName()))
        .startsWith(Long.toString(HEADER.getEpochSecond()));
  }

  private static void datesFilesByArrival(OptionBench bench) throws Exception {
    assertThat(Files.getLastModifiedTime(fetched(bench)).toInstant())
        .isEqualTo(OptionBench.ARRIVED.toInstant());
  }

  private static void givesAccessTimesBack(OptionBench bench) throws Exception {
    fetched(bench);
    FileTime old = FileTime.from(Instant.parse("2001-01-01T01:01:01Z"));
    for (String part : List.of("cur", "new")) {
      Path directory = bench.mail().resolve("INBOX").resolve(part);
      Files.getFileAttributeView(directory, BasicFileAttributeView.class).setTimes(null, old, null);
    }
    bench.write("INBOX", "fresh");
    bench.deliver("INBOX", "late");
    Files.getFileAttributeView(bench.mail().resolve("INBOX/new"), BasicFileAttributeView.class)
        .setTimes(null, old, null);
    assertThat(bench.run().exit()).isZero();
    assertThat(Files.getAttribute(bench.mail().resolve("INBOX/cur"), "lastAccessTime"))
        .isEqualTo(old);
  }
}
