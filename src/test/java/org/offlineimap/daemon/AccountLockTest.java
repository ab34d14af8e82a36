package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.mail.SyncException.AccountFailure;

final class AccountLockTest {
  @TempDir Path root;

  @Test
  void theSecondLearnsWhoIsFirstAndTheFileGoesWithTheLock() throws Exception {
    try (AccountLock held = AccountLock.acquire(root, "A")) {
      assertThat(held).isNotNull();
      assertThat(root.resolve("A.lock")).hasContent(ProcessHandle.current().pid() + "\n");
      assertThatThrownBy(() -> AccountLock.acquire(root, "A"))
          .isInstanceOf(AccountFailure.class)
          .hasMessageContaining("Process " + ProcessHandle.current().pid());
      assertThat(root.resolve("A.lock")).exists();
    }
    assertThat(root.resolve("A.lock")).doesNotExist();
    AccountLock.acquire(root, "A").close();
  }
}
