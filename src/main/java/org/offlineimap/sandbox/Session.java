package org.offlineimap.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has come to: who the client is, what it selected and enabled. Confined to the
 * thread of its {@link Conversation}, but for what its {@link Teller} tells meanwhile.
 */
final class Session {
  private final Listener listener;
  private final Traits traits;
  private final Users users;
  private final Wire wire;
  private final SessionLog log;
  private final FaultScript faults;
  private final ResponsePrinter printer;
  private final CommandReader reader;
  private final Teller teller;
  private final Set<Capability> enabled = EnumSet.noneOf(Capability.class);
  private long fetched;
  private boolean identified;
  private boolean listed;
  private boolean asked;
  private boolean tls;
  private volatile boolean ended;
  private @Nullable Store store;
  private @Nullable Selected selected;

  Session(Listener listener, Wire wire, SessionLog log, FaultScript faults, boolean tls) {
    this.listener = listener;
    this.traits = listener.traits();
    this.users = listener.users();
    this.wire = wire;
    this.log = log;
    this.faults = faults;
    this.tls = tls;
    this.printer = new ResponsePrinter(wire, faults.isOutOfOrder(), this::shows);
    this.reader = new CommandReader(wire, printer, traits);
    this.teller = new Teller(this);
  }

  /** The first line, which tells who the client is already where it need not log in. */
  void greet() throws IOException {
    Optional<String> known = traits.preauthenticated();
    if (known.isPresent()) {
      store = users.store(known.get());
      log.loggedIn();
    }
    String word = known.isPresent() ? "PREAUTH" : "OK";
    printer.untagged(word + " [CAPABILITY " + capabilities() + "] Sandbox ready.");
  }

  /** One FETCH response has been written. */
  void fetched() throws IOException {
    if (++fetched == faults.byeAfterFetched()) {
      printer.untagged("BYE Session expired");
      wire.flush();
      throw new EOFException("ended as the fault script says");
    }
  }

  /** What is announced now. */
  String capabilities() {
    StringBuilder text = new StringBuilder("IMAP4rev1");
    for (Capability capability : EnumSet.copyOf(traits.capabilities())) {
      boolean before = store == null;
      boolean fits =
          switch (capability) {
            case STARTTLS -> before && !tls && listener.isTlsPossible();
            case UIDONLY, MESSAGELIMIT -> !before;
            case LOGINDISABLED -> before && !tls;
            case COMPRESS -> !wire.isCompressed();
            default -> before || !capability.text().startsWith("AUTH=");
          };
      text.append(fits ? " " + announced(capability) : "");
    }
    return text.toString();
  }

  private String announced(Capability capability) {
    return switch (capability) {
      case APPENDLIMIT -> capability.text() + "=" + traits.appendLimit();
      case MESSAGELIMIT -> capability.text() + "=" + traits.messageLimit();
      default -> capability.text();
    };
  }

  /** How many of its newest messages a mailbox shows to this client. */
  int window() {
    return isEnabled(Capability.UIDONLY) ? Integer.MAX_VALUE : traits.window();
  }

  /** How many messages one command may be about (RFC 9738). */
  int messageLimit() {
    return traits.messageLimit();
  }

  /** Octets of the largest message that APPEND takes. */
  long appendLimit() {
    return traits.appendLimit();
  }

  /** What stands before the name of each mailbox of the user's own. */
  String prefix() {
    return traits.prefix();
  }

  boolean has(Capability capability) {
    return traits.has(capability);
  }

  boolean isTls() {
    return tls;
  }

  boolean isTlsPossible() {
    return listener.isTlsPossible();
  }

  Clock clock() {
    return traits.clock();
  }

  ResponsePrinter printer() {
    return printer;
  }

  CommandReader reader() {
    return reader;
  }

  FaultScript faults() {
    return faults;
  }

  Wire wire() {
    return wire;
  }

  /** Refuses passwords and tokens in the clear where LOGINDISABLED says so. */
  void demandPrivacy() throws Refusal {
    if (traits.has(Capability.LOGINDISABLED) && !tls) {
      throw Refusal.no("[PRIVACYREQUIRED] Not before TLS");
    }
  }

  static Refusal wrongPassword() {
    return Refusal.no("[AUTHENTICATIONFAILED] Wrong name or password.");
  }

  /** The password of a user, for a mechanism that proves it. */
  String password(String user) throws Refusal {
    return users.password(user).orElseThrow(Session::wrongPassword);
  }

  void check(String user, String password) throws Refusal {
    if (shows(Behaviour.TOKENS_ONLY)) {
      throw Refusal.no("AUTHENTICATE failed.");
    }
    if (shows(Behaviour.APP_PASSWORDS) && !password.startsWith("app-")) {
      throw Refusal.no("[ALERT] Application-specific password required (Failure)");
    }
    if (!password(user).equals(password)) {
      throw wrongPassword();
    }
  }

  boolean isToken(String user, String token) {
    return users.isToken(user, token);
  }

  /** The common name in the client's certificate, empty without one. */
  String certifiedName() {
    return wire.certifiedName();
  }

  /** Goes on as {@code user}, or as {@code identity} if the user may act for it. */
  String loggedIn(String user, String identity) throws Refusal {
    refuseLogin();
    if (!users.mayActAs(user, identity)) {
      throw Refusal.no("[AUTHORIZATIONFAILED] " + user + " may not act as " + identity);
    }
    store = users.store(identity.isEmpty() ? user : identity);
    log.loggedIn();
    begin(user);
    return "[CAPABILITY " + capabilities() + "] Logged in";
  }

  private void refuseLogin() throws Refusal {
    if (shows(Behaviour.TOO_MANY_LOGINS)) {
      throw Refusal.no("Too many login attempts, try again in 20 minutes");
    }
    if (listener.isCrowded() && shows(Behaviour.LOGINS_LIMITED)) {
      throw Refusal.no(
          "[UNAVAILABLE] Maximum number of connections from user+IP exceeded"
              + " (mail_max_userip_connections)");
    }
  }

  /** What such servers do to a mailbox, or lack, whenever somebody signs in. */
  private void begin(String user) {
    traits.behaviours().stream().filter(each -> !each.lacks().isEmpty()).forEach(this::met);
    if (user.contains("\\")) {
      shows(Behaviour.SHARED_MAILBOXES);
    }
    boolean first = listener.sessions().size() == 1;
    if (!first && shows(Behaviour.NEW_UIDS_EACH_LOGIN)) {
      store().all().forEach(Mailbox::changeUidValidity);
    }
    if (!first && shows(Behaviour.UIDS_CHANGE)) {
      store().all().forEach(Mailbox::renumber);
    }
  }

  /** The client has said ID. */
  void identified() {
    identified = true;
  }

  /** Behaves so, now, if it is to. */
  boolean shows(Behaviour behaviour) {
    boolean is = traits.is(behaviour);
    if (is) {
      met(behaviour);
    }
    return is;
  }

  /** Whether this is the first FETCH of everything; the next is not. */
  boolean isFirstListing() {
    boolean first = !listed;
    listed = true;
    return first;
  }

  /** Whether this is the first SELECT; the next is not. */
  boolean isFirstSelect() {
    boolean first = !asked;
    asked = true;
    return first;
  }

  boolean isIdentified() {
    return identified;
  }

  /** Whether the server is to behave so; whoever does it says {@link #met}. */
  boolean is(Behaviour behaviour) {
    return traits.is(behaviour);
  }

  /** Notes in the log that the client met it. */
  void met(Behaviour behaviour) {
    log.met(behaviour);
  }

  SessionLog log() {
    return log;
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** TLS begins. */
  void startTls() {
    tls = true;
  }

  Teller teller() {
    return teller;
  }

  boolean isAuthenticated() {
    return store != null;
  }

  Store store() {
    if (store == null) {
      throw new IllegalStateException("not logged in");
    }
    return store;
  }

  Selected selected() {
    if (selected == null) {
      throw new IllegalStateException("nothing selected");
    }
    return selected;
  }

  boolean isSelected(Mailbox mailbox) {
    return selected != null && selected.mailbox() == mailbox;
  }

  boolean isSelected() {
    return selected != null;
  }

  void select(Selected mailbox) {
    selected = mailbox;
  }

  void unselect() {
    selected = null;
  }

  /** Switches an extension on for this session, QRESYNC with all that it implies (RFC 7162 3.2). */
  void enable(Capability capability) throws Refusal {
    if (!traits.has(capability)) {
      throw Refusal.bad(capability.text() + " was not announced");
    }
    enabled.add(capability);
    if (capability == Capability.QRESYNC) {
      enabled.add(Capability.CONDSTORE);
    }
  }

  boolean isEnabled(Capability capability) {
    return enabled.contains(capability);
  }

  /** The mailbox of this name, if it can hold mail. */
  Mailbox mailbox(String wireName) throws Refusal {
    return store()
        .find(wireName)
        .filter(Mailbox::isSelectable)
        .orElseThrow(() -> Refusal.no("[NONEXISTENT] No mailbox " + wireName));
  }
}
