package org.offlineimap.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.offlineimap.event.Result;
import org.offlineimap.event.SyncEvent;
import org.offlineimap.testing.FakeServiceManager;

/** What a service manager is told, by datagrams on a real socket where that matters. */
final class ServiceManagerTest {
  @TempDir Path dir;
  private final List<String> told = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private final ServiceManager.Line line =
      new ServiceManager.Line() {
        @Override
        public void send(String message) throws IOException {
          if (message.contains("broken")) {
            throw new IOException("sendto: error 111");
          }
          told.add(message);
        }

        @Override
        public void close() {
          told.add("closed");
        }
      };

  private final ServiceManager manager = new ServiceManager(line, Optional.empty(), warnings::add);

  private static SyncEvent finished(String account, Result.Outcome outcome) {
    return new SyncEvent.AccountFinished(
        account, new Result(outcome, Result.Counts.NONE, Duration.ZERO));
  }

  @Test
  void theStatusLineHoldsEveryAccountsLastWord() {
    manager.ready();
    manager.accept(new SyncEvent.AccountStarted("Work"));
    manager.accept(new SyncEvent.AccountStarted("Home"));
    manager.accept(finished("Work", Result.Outcome.OK));
    manager.accept(finished("Home", Result.Outcome.AUTH));
    assertThat(told)
        .containsExactly(
            "READY=1",
            "STATUS=Work: synchronising",
            "STATUS=Work: synchronising, Home: synchronising",
            "STATUS=Work: ok, Home: synchronising",
            "STATUS=Work: ok, Home: auth");
  }

  @Test
  void noNameCanSmuggleALineIn() {
    manager.accept(new SyncEvent.AccountStarted("A\nMAINPID=1"));
    assertThat(told).containsExactly("STATUS=A MAINPID=1: synchronising");
  }

  @Test
  void stoppingIsSaidOnceAndNoStatusHidesIt() {
    manager.stopping();
    manager.stopping();
    manager.accept(finished("A", Result.Outcome.INTERRUPTED));
    manager.close();
    assertThat(told).containsExactly("STOPPING=1\nSTATUS=Stopping", "closed");
  }

  @Test
  void aManagerThatIsGoneIsToldOfOnceAndLeftAlone() {
    manager.accept(new SyncEvent.AccountStarted("broken"));
    manager.ready();
    assertThat(told).isEmpty();
    assertThat(warnings)
        .containsExactly("The service manager cannot be told anything: sendto: error 111");
  }

  @Test
  void theWatchdogIsForTheProcessThatItNames() {
    assertThat(ServiceManager.interval(Map.of("WATCHDOG_USEC", "30000000"), 7))
        .contains(Duration.ofSeconds(30));
    assertThat(ServiceManager.interval(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8"), 7))
        .isEmpty();
    assertThat(ServiceManager.interval(Map.of("WATCHDOG_USEC", "soon"), 7)).isEmpty();
    assertThat(ServiceManager.interval(Map.of(), 7)).isEmpty();
  }

  @Test
  void aSignOfLifeIsSentTwiceInEachInterval() {
    ServiceManager watched =
        new ServiceManager(line, Optional.of(Duration.ofSeconds(30)), warnings::add);
    assertThat(watched.aliveEvery()).contains(Duration.ofSeconds(15));
    assertThat(manager.aliveEvery()).isEmpty();
  }

  @Test
  void withoutAManagerNothingIsDone() {
    try (ServiceManager none = ServiceManager.of(Map.of(), warnings::add)) {
      none.ready();
      none.alive();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void datagramsReachAPathAndAnAbstractName() throws Exception {
    String name = "@offlineimap-" + ProcessHandle.current().pid();
    for (String address : List.of(dir.resolve("notify").toString(), name)) {
      try (FakeServiceManager fake = new FakeServiceManager(address);
          ServiceManager real =
              ServiceManager.of(
                  Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "1000"), warnings::add)) {
        real.ready();
        real.alive();
        real.accept(new SyncEvent.AccountStarted("Gäste"));
        real.stopping();
        assertThat(fake.told().until("READY=1")).isEqualTo("READY=1");
        assertThat(fake.told().until("WATCHDOG")).isEqualTo("WATCHDOG=1");
        assertThat(fake.told().until("STATUS")).isEqualTo("STATUS=Gäste: synchronising");
        assertThat(fake.told().until("STOPPING")).isEqualTo("STOPPING=1");
      }
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anAddressThatNobodyHearsIsAWarningAndNoMore() {
    for (String address :
        List.of("vsock:2:1234", "/" + "x".repeat(108), dir.resolve("nobody").toString())) {
      warnings.clear();
      try (ServiceManager real =
          ServiceManager.of(Map.of("NOTIFY_SOCKET", address), warnings::add)) {
        real.ready();
        real.ready();
      }
      assertThat(warnings).singleElement().asString().startsWith("The service manager cannot be");
    }
  }
}
