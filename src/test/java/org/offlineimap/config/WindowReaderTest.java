package org.offlineimap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowReaderTest {
  private static WindowConfig window(String section, String line) throws ConfigException {
    AccountEntry entry = SampleRc.read(SampleRc.with(section, line)).accounts().getFirst();
    return ((AccountEntry.Ready) entry).config().window();
  }

  @Test
  void readsDaysDatesAndSizes() throws ConfigException {
    assertThat(window("account", "maxage = 30").maxAgeDays()).hasValue(30);
    assertThat(window("account", "maxage = 2020-02-3").maxAgeDate())
        .contains(LocalDate.of(2020, 2, 3));
    assertThat(window("remote", "startdate = 2020-12-31").startDate())
        .contains(LocalDate.of(2020, 12, 31));
    assertThat(window("local", "startdate = 2020-12-31").localStartDate())
        .contains(LocalDate.of(2020, 12, 31));
    assertThat(window("account", "maxsize = 1000").maxSize()).hasValue(1000);
    assertThat(window("account", "maxsize = 0").maxSize()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "account, maxage = 0, invalid maxage value 0",
    "account, maxage = x, invalid maxage value x",
    "account, maxage = 2020-02-30, invalid maxage value 2020-02-30",
    "account, maxage = 1850-01-01, maxage led to year 1850. Abort syncing.",
    "account, maxage = 2999-01-01, maxage led to future date 2999-01-01. Abort syncing.",
    "remote, startdate = soon, invalid startdate value soon",
    "local, startdate = 2020-13-01, invalid startdate value 2020-13-01"
  })
  void refusesWhatCannotBe(String section, String line, String text) throws ConfigException {
    assertThat(SampleRc.errors(SampleRc.with(section, line)))
        .singleElement()
        .asString()
        .contains(text);
  }
}
