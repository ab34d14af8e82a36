package org.offlineimap.imap.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.offlineimap.imap.protocol.Response;
import org.offlineimap.imap.protocol.Response.Condition;
import org.offlineimap.imap.protocol.ResponseParser;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.WireException;
import org.offlineimap.imap.wire.WireLimits;
import org.offlineimap.imap.wire.WireReader;

/** Opens connections: transport, greeting, encryption. Stateless. */
public final class Connector {
  private Connector() {}

  /**
   * Connects, encrypts as {@code server} demands (reference: configuration 9.2) and reads the
   * greeting. There is no login yet.
   *
   * @throws ImapException.TlsRefused the certificate, or the lack of encryption, is not acceptable
   * @throws ImapException.Disconnected no connection, or not an IMAP server
   */
  public static ImapConnection connect(ServerAddress server, ConnectionOptions options)
      throws ImapException, InterruptedException {
    if (server.encryption() != Encryption.NONE) {
      server.tls().prepare();
    }
    SocketTransport transport = SocketTransport.connect(server, options.name());
    try {
      transport.readTimeout(options.greetingTimeout());
      if (server.encryption() == Encryption.IMPLICIT) {
        transport.upgrade(false);
        return open(transport, options);
      }
      WireReader in = new WireReader(transport.input(), WireLimits.USUAL);
      Session session = greet(in, options);
      return server.encryption() == Encryption.NONE
          ? start(transport, in, options, session)
          : startTls(server, transport, in, options, session);
    } catch (IOException e) {
      transport.close();
      throw new ImapException.Disconnected(
          "no greeting from " + server.host() + ": " + e.getMessage(), e);
    } catch (ImapException | InterruptedException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  /**
   * Connects without a word of IMAP, for other protocols over the same roads.
   *
   * @param repository for messages
   */
  public static Transport dial(ServerAddress server, String repository)
      throws ImapException, InterruptedException {
    SocketTransport transport = SocketTransport.connect(server, repository);
    boolean secured = false;
    try {
      transport.readTimeout(server.connectTimeout());
      if (server.encryption() == Encryption.IMPLICIT) {
        transport.upgrade(false);
      } else if (!transport.isLoopback()) {
        throw new ImapException.TlsRefused(
            server.host() + " is not this machine: secrets go there by TLS only", null);
      }
      secured = true;
      return transport;
    } catch (IOException e) {
      throw new ImapException.Disconnected(
          "the connection to " + server.host() + " broke: " + e.getMessage(), e);
    } finally {
      if (!secured) {
        transport.close();
      }
    }
  }

  /** Reads the greeting of a transport that needs no further encryption, such as a tunnel. */
  public static ImapConnection open(Transport transport, ConnectionOptions options)
      throws ImapException, InterruptedException {
    try {
      transport.readTimeout(options.greetingTimeout());
      WireReader in = new WireReader(transport.input(), WireLimits.USUAL);
      return start(transport, in, options, greet(in, options));
    } catch (IOException e) {
      transport.close();
      throw new ImapException.Disconnected("no greeting: " + e.getMessage(), e);
    } catch (ImapException | InterruptedException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  private static Session greet(WireReader in, ConnectionOptions options)
      throws IOException, ImapException {
    Response greeting;
    try {
      greeting = ResponseParser.read(in, (_, _, _) -> {});
    } catch (WireException e) {
      throw new ImapException.Disconnected("not an IMAP server: " + e.getMessage(), e);
    }
    Session session = new Session(options, greeting instanceof Untagged.PreAuth);
    session.see(greeting);
    return switch (greeting) {
      case Untagged.Notice(Condition condition, var _) when condition == Condition.OK -> session;
      case Untagged.PreAuth _ -> session;
      case Untagged.Bye(var text) -> throw new ImapException.Goodbye(text);
      default -> throw new ImapException.Disconnected("not an IMAP greeting", null);
    };
  }

  private static ImapConnection start(
      Transport transport, WireReader in, ConnectionOptions options, Session session)
      throws IOException, ImapException, InterruptedException {
    Dialogue dialogue = new Dialogue(transport, in, options, session);
    ImapConnection connection =
        new ImapConnection(dialogue, options.patience(), transport, session);
    dialogue.start();
    if (!session.capabilitiesKnown()) {
      connection.capability().await();
    }
    return connection;
  }

  // ---- STARTTLS ----

  private static ImapConnection startTls(
      ServerAddress server,
      SocketTransport transport,
      WireReader in,
      ConnectionOptions options,
      Session session)
      throws IOException, ImapException, InterruptedException {
    boolean offered = !session.preauthenticated() && offersStartTls(transport, in, session);
    if (!offered) {
      if (server.encryption() == Encryption.STARTTLS_EXPECTED && transport.isLoopback()) {
        return start(transport, in, options, session);
      }
      String way =
          server.encryption() == Encryption.STARTTLS_EXPECTED
              ? "; to go on in the clear all the same: starttls = no"
              : "";
      String what =
          session.preauthenticated()
              ? server.host() + " greets with PREAUTH, after which STARTTLS is not possible"
              : server.host() + " does not offer STARTTLS";
      throw new ImapException.TlsRefused(what + way, null);
    }
    Response answer = ask(transport, in, session, "s2 STARTTLS");
    if (!(answer instanceof Response.Tagged tagged) || tagged.condition() != Condition.OK) {
      throw new ImapException.TlsRefused(
          server.host() + " offers STARTTLS and refused it" + words(answer), null);
    }
    if (in.hasBuffered()) {
      // Sent in the clear, to be believed under TLS: an injection (RFC 9051 11.3).
      throw new ImapException.TlsRefused(
          server.host()
              + " sent more after its answer to STARTTLS, in the clear: somebody may have put it"
              + " there",
          null);
    }
    transport.upgrade(transport.isLoopback() && server.tls().policy().isUnconfigured());
    Session fresh = new Session(options, false);
    WireReader secured = new WireReader(transport.input(), WireLimits.USUAL);
    return start(transport, secured, options, fresh);
  }

  private static String words(Response answer) {
    return answer instanceof Response.Tagged tagged ? ": " + tagged.text().text() : "";
  }

  private static boolean offersStartTls(SocketTransport transport, WireReader in, Session session)
      throws IOException, ImapException {
    if (!session.capabilitiesKnown()) {
      ask(transport, in, session, "s1 CAPABILITY");
    }
    return session.capabilities().has("STARTTLS");
  }

  /** Before the reader thread exists: one command, up to its tagged answer. */
  private static Response ask(
      SocketTransport transport, WireReader in, Session session, String command)
      throws IOException, ImapException {
    transport.output().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    while (true) {
      Response response = ResponseParser.read(in, (_, _, _) -> {});
      session.see(response);
      if (response instanceof Untagged.Bye(var text)) {
        throw new ImapException.Disconnected("the server said: " + text.text(), null);
      }
      if (response instanceof Response.Tagged) {
        return response;
      }
    }
  }
}
