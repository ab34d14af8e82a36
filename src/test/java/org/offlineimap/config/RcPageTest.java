package org.offlineimap.config;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.offlineimap.testing.Generated;

final class RcPageTest {
  @Test
  void theManualPageIsThatOfThisVersion() throws IOException {
    Generated.isCurrent("share/man/man5/offlineimaprc.5", RcPage.text());
  }
}
