package org.offlineimap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.offlineimap.ui.HotKeys.Wish;

final class HotKeysTest {
  @Test
  void everyKeyOfTheBarHasItsWishAndOthersHaveNone() {
    assertThat(HotKeys.wish('q')).contains(new Wish.Quit());
    assertThat(HotKeys.wish('s')).contains(new Wish.SyncAll());
    assertThat(HotKeys.wish('7')).contains(new Wish.SyncRow(7));
    assertThat(HotKeys.wish(HotKeys.UP)).contains(new Wish.Pick(1));
    assertThat(HotKeys.wish(HotKeys.DOWN)).contains(new Wish.Pick(-1));
    assertThat(HotKeys.wish('\r')).contains(new Wish.SyncPicked());
    assertThat(HotKeys.wish('f')).contains(new Wish.Finish());
    assertThat(HotKeys.wish(12)).contains(new Wish.Redraw());
    assertThat(HotKeys.wish('x')).isEmpty();
    assertThat(HotKeys.wish(0)).isEmpty();
  }

  private static Optional<String> typed(int... keys) throws Exception {
    TypedAnswer answer = new TypedAnswer();
    assertThat(answer.take('q')).isFalse();
    answer.begin();
    CompletableFuture<Optional<char[]>> waiting = CompletableFuture.supplyAsync(answer::await);
    for (int key : keys) {
      assertThat(answer.take(key)).isTrue();
    }
    Optional<String> got = waiting.get(30, TimeUnit.SECONDS).map(String::new);
    assertThat(answer.take('q')).isFalse();
    return got;
  }

  @Test
  void aPasswordIsTypedCorrectedAndHandedOver() throws Exception {
    assertThat(typed('a', 'b', 127, 'q', 'ß', '\r')).contains("aqß");
    assertThat(typed('x', 'U' - '@', 'y', '\n')).contains("y");
    assertThat(typed('\r')).contains("");
  }

  @Test
  void octetsBecomeKeys() throws Exception {
    byte[] octets =
        "aß\u20ac\ud83d\ude00\u001b[A\u001bOB\u001b[5~\u001b[1;5A\r\u001b".getBytes(UTF_8);
    KeyReader keys = new KeyReader(new ByteArrayInputStream(octets));
    for (int key :
        new int[] {'a', 'ß', '€', 0x1f600, HotKeys.UP, HotKeys.DOWN, 0, HotKeys.UP, '\r', 27, -1}) {
      assertThat(keys.key()).isEqualTo(key);
    }
  }

  @Test
  void escapeAndTheEndOfTheScreenGiveNone() throws Exception {
    assertThat(typed('a', 27)).isEmpty();
    TypedAnswer answer = new TypedAnswer();
    answer.begin();
    CompletableFuture<Optional<char[]>> waiting = CompletableFuture.supplyAsync(answer::await);
    answer.giveUp();
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isEmpty();
    answer.begin();
    assertThat(answer.await()).isEmpty();
  }
}
