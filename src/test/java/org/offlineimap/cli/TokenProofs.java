package org.offlineimap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.offlineimap.cli.OptionProof.imap;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.offlineimap.cli.OptionBench.Outcome;
import org.offlineimap.cli.OptionBench.Place;
import org.offlineimap.sandbox.Capability;
import org.offlineimap.sandbox.SandboxServer;

/** OAuth2: tokens from the file, from Python, from a token server. */
final class TokenProofs {
  private static final String ALL =
      "client_id=id&client_secret=hush&refresh_token=again&grant_type=refresh_token";

  private TokenProofs() {}

  static List<OptionProof> all() {
    return List.of(
        imap("oauth2_access_token", "token", TokenProofs::entersByToken),
        imap("oauth2_access_token_eval", "'tok' + 'en'", TokenProofs::entersByToken),
        imap("oauth2_client_id", "id", refreshing("oauth2_client_id")),
        imap("oauth2_client_id_eval", "'i' + 'd'", refreshing("oauth2_client_id")),
        imap("oauth2_client_secret", "hush", refreshing("oauth2_client_secret")),
        imap("oauth2_client_secret_eval", "'hu' + 'sh'", refreshing("oauth2_client_secret")),
        imap("oauth2_refresh_token", "again", refreshing("oauth2_refresh_token")),
        imap("oauth2_refresh_token_eval", "'ag' + 'ain'", refreshing("oauth2_refresh_token")),
        imap("oauth2_request_url", "http://127.0.0.1:TOKENS/token", refreshing("")));
  }

  static void withTokens(SandboxServer.Builder server) {
    server.token("user", "token").with(Capability.AUTH_XOAUTH2);
  }

  static void entersByToken(OptionBench bench) throws IOException {
    bench.describe(TokenProofs::withTokens);
    bench.unset(Place.REMOTE, "remotepass");
    bench.set(Place.REMOTE, "auth_mechanisms = XOAUTH2");
    Outcome outcome = bench.run();
    assertThat(outcome.exit()).as(outcome.all()).isZero();
  }

  private static OptionProof.Scenario refreshing(String own) {
    return bench ->
        throughTheEndpoint(
            bench,
            _ -> {
              bench.unset(Place.REMOTE, own);
              entersByToken(bench);
            });
  }

  /** What is done while the endpoint listens at a port. */
  @FunctionalInterface
  interface Work {
    void with(int port) throws Exception;
  }

  /** With all that the endpoint wants to know. */
  static void throughTheEndpoint(OptionBench bench, Work work) throws Exception {
    HttpServer tokens = tokens();
    try {
      int port = tokens.getAddress().getPort();
      bench.replace("TOKENS", Integer.toString(port));
      bench.set(Place.REMOTE, "oauth2_request_url = http://127.0.0.1:" + port + "/token");
      bench.set(Place.REMOTE, "oauth2_client_id = id");
      bench.set(Place.REMOTE, "oauth2_client_secret = hush");
      bench.set(Place.REMOTE, "oauth2_refresh_token = again");
      work.with(port);
    } finally {
      tokens.stop(0);
    }
  }

  private static HttpServer tokens() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean right =
              List.of(ALL.split("&")).containsAll(List.of(asked.split("&")))
                  && asked.length() == ALL.length();
          byte[] answer =
              (right ? "{\"access_token\":\"token\"}" : "{\"error\":\"invalid\"}").getBytes(UTF_8);
          exchange.sendResponseHeaders(right ? 200 : 400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}
