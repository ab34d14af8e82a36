package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.account;
import static org.offlineimap.cli.OptionProof.general;
import static org.offlineimap.cli.OptionProof.imap;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.offlineimap.cli.OptionBench.Outcome;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.sandbox.Behaviour;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.testing.TunnelProxy;

/** What is done around a pass, and how little of it may be done. */
final class HookProofs {
  private static final long AGEING_MILLIS = 2200;

  private HookProofs() {}

  static List<OptionProof> all() {
    return List.of(
        account("hooktimeout", "1", HookProofs::endsAHook),
        account("presynchook", "touch HOME/hooked", HookProofs::runsTheHook),
        account("postsynchook", "touch HOME/hooked", HookProofs::runsTheHook),
        account("quick", "-1", HookProofs::trustsNumbers),
        account("authproxy", "HTTP:127.0.0.1:PROXY", HookProofs::asksForTokensThroughIt),
        general("ignore-readonly", "yes", HookProofs::doesNotWarn),
        imap("remote_identity", "other", HookProofs::actsAsAnother));
  }

  private static void runsTheHook(OptionBench bench) throws IOException {
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.home().resolve("hooked")).exists();
  }

  private static void endsAHook(OptionBench bench) throws IOException {
    bench.set(Place.ACCOUNT, "presynchook = sleep 4; touch " + bench.home() + "/late");
    assertThat(bench.run().all()).contains("ran longer than hooktimeout");
    assertThat(bench.home().resolve("late")).doesNotExist();
  }

  /** Without mod-sequences a quick pass sees numbers of messages, not their flags. */
  private static void trustsNumbers(OptionBench bench) throws Exception {
    bench.describe(server -> server.without(Capability.QRESYNC, Capability.CONDSTORE));
    bench.deliver("INBOX", "one");
    assertThat(bench.run().exit()).isZero();
    // A directory that was written to a moment ago is always looked at.
    TimeUnit.MILLISECONDS.sleep(AGEING_MILLIS);
    assertThat(bench.run().exit()).isZero();
    bench.server().mailbox("user", "INBOX").setFlags(1, FlagSet.ofLetters("F"));
    assertThat(bench.run().exit()).isZero();
    assertThat(bench.files("INBOX")).singleElement().asString().endsWith(":2,");
  }

  /** Tokens go through it, which alone knows the name; mail does not. */
  private static void asksForTokensThroughIt(OptionBench bench) throws Exception {
    bench.describe(TokenProofs::withTokens);
    bench.set(Place.REMOTE, "auth_mechanisms = XOAUTH2");
    bench.set(Place.REMOTE, "oauth2_request_url = https://tokens.invalid/token");
    bench.set(Place.REMOTE, "oauth2_refresh_token = again");
    try (TunnelProxy proxy = new TunnelProxy(bench.server().port())) {
      bench.replace("PROXY", Integer.toString(proxy.port()));
      assertThat(bench.run().exit()).isEqualTo(1);
      assertThat(proxy.asked()).containsExactly("tokens.invalid:443");
    }
  }

  private static void doesNotWarn(OptionBench bench) throws IOException {
    bench.describe(server -> server.behaving(Behaviour.READ_ONLY));
    bench.write("INBOX", "local");
    Outcome outcome = bench.run();
    assertThat(bench.server().mailbox("user", "INBOX").messages()).isEmpty();
    assertThat(outcome.all()).doesNotContain("lets nobody change");
  }

  private static void actsAsAnother(OptionBench bench) throws IOException {
    bench.describe(
        server -> server.user("user", "secret").user("other", "unknown").administrator("user"));
    bench.set(Place.REMOTE, "auth_mechanisms = PLAIN");
    bench
        .server()
        .mailbox("other", "INBOX")
        .deliver(
            "Subject: theirs\r\n\r\n".getBytes(ISO_8859_1), FlagSet.none(), OptionBench.ARRIVED);
    Outcome outcome = bench.run();
    assertThat(outcome.exit()).as(outcome.all()).isZero();
    assertThat(bench.files("INBOX")).hasSize(1);
  }
}
