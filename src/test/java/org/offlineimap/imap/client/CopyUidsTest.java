package org.offlineimap.imap.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

/** COPYUID says which message is where; what makes no sense says nothing. */
final class CopyUidsTest {
  private static final UidSet ASKED = UidSet.of(304, 319, 320);

  private static Optional<Copied> read(String source, String destination) {
    return CopyUids.read(new ResponseCode.CopyUid(38505, source, destination), ASKED);
  }

  @Test
  void pairsByOrder() {
    assertThat(read("304,319:320", "3956:3958"))
        .contains(
            new Copied(
                new UidValidity(38505),
                Map.of(
                    new Uid(304), new Uid(3956),
                    new Uid(319), new Uid(3957),
                    new Uid(320), new Uid(3958))));
    assertThat(read("320,304", "7,9").orElseThrow().uids())
        .isEqualTo(Map.of(new Uid(320), new Uid(7), new Uid(304), new Uid(9)));
  }

  @ParameterizedTest
  @CsvSource({
    "'304', '1:2'",
    "'304,999', '1:2'",
    "'320:319', '1:2'",
    "'319:320', '2:1'",
    "'319,319', '1:2'",
    "'319,320', '1,1'",
    "'', ''",
    "'304:4294967295', '1'",
    "'0', '1'",
    "'3x4', '1'",
    "'304', '99999999999999999999'",
  })
  void saysNothingThatMakesNoSense(String source, String destination) {
    assertThat(read(source, destination)).isEmpty();
  }

  @Test
  void aUidValidityThatIsNoneIsNotBelieved() {
    assertThat(CopyUids.read(new ResponseCode.CopyUid(0, "304", "1"), ASKED)).isEmpty();
  }
}
