package org.offlineimap.imap.client;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.Response;
import org.offlineimap.imap.protocol.ResponseCode;
import org.offlineimap.imap.protocol.Untagged;

/**
 * What the server has said of itself and of the selected mailbox. Written by one thread, the
 * reader; read by any.
 */
final class Session {
  private static final long YAHOO_WINDOW = 10_000;

  private final Set<String> disabled;
  private final Consumer<Quirk> quirks;
  private final Set<Quirk> met = ConcurrentHashMap.newKeySet();
  private final boolean preauthenticated;
  private volatile Capabilities capabilities;
  private volatile boolean capabilitiesKnown;
  private volatile long exists;
  private volatile boolean showsAll;
  private volatile long learntLimit;
  private final AtomicLong selections = new AtomicLong();
  private volatile String introduced = "";

  Session(ConnectionOptions options, boolean preauthenticated) {
    this.disabled = options.disabledExtensions();
    this.quirks = options.quirks();
    this.preauthenticated = preauthenticated;
    this.capabilities = new Capabilities(Set.of(), disabled);
  }

  /** A quirk was met, and allowed for. */
  void met(Quirk quirk) {
    if (met.add(quirk)) {
      quirks.accept(quirk);
    }
  }

  boolean preauthenticated() {
    return preauthenticated;
  }

  Capabilities capabilities() {
    return capabilities;
  }

  boolean capabilitiesKnown() {
    return capabilitiesKnown;
  }

  long exists() {
    return exists;
  }

  /** After login and after STARTTLS, what was said before counts no more (RFC 9051 6.1.1). */
  void forgetCapabilities() {
    capabilitiesKnown = false;
  }

  /** From now on commands are about another mailbox. */
  void selecting() {
    selections.incrementAndGet();
  }

  /** Tells selections apart: a command may be sent again under the one that it was meant for. */
  long selection() {
    return selections.get();
  }

  /** How many messages a command may be about, as announced or as the server said afterwards. */
  OptionalLong messageLimit() {
    OptionalLong announced = capabilities.messageLimit();
    return announced.isEmpty() && learntLimit > 0 ? OptionalLong.of(learntLimit) : announced;
  }

  /** Whether a command was carried out in part, because it was about too many messages. */
  boolean hasCutCommands() {
    return learntLimit > 0;
  }

  /** {@link Quirk#NEWEST_ONLY}: announced, or of such a make, or the number that Yahoo shows. */
  boolean mayHideOlder(long shown) {
    boolean known = Quirk.of(introduced).contains(Quirk.NEWEST_ONLY);
    return !showsAll && (capabilities.announcesWindow() || known || shown == YAHOO_WINDOW);
  }

  void see(Response response) {
    switch (response) {
      case Untagged.Capability(var names) -> offered(names);
      case Untagged.Notice(var _, var text) -> code(text.code());
      case Untagged.PreAuth(var text) -> code(text.code());
      case Response.Tagged tagged -> code(tagged.text().code());
      case Untagged.Enabled(var names) -> showsAll = showsAll || names.contains("UIDONLY");
      case Untagged.Id(var fields) -> introduced = String.join(" ", fields.values());
      case Untagged.Exists(long count) -> exists = count;
      case Untagged.Expunge _ -> exists = Math.max(0, exists - 1);
      case Untagged.Vanished(boolean earlier, var uids) ->
          exists = earlier ? exists : Math.max(0, exists - uids.size());
      case Response.Continuation _,
          Untagged.Bye _,
          Untagged.Fetch _,
          Untagged.ListEntry _,
          Untagged.Status _,
          Untagged.Search _,
          Untagged.ESearch _,
          Untagged.Flags _,
          Untagged.Namespace _,
          Untagged.Other _ -> {}
    }
  }

  private void code(ResponseCode code) {
    if (code instanceof ResponseCode.CapabilityIs(var names)) {
      offered(names);
    }
    if (code instanceof ResponseCode.MessageLimit(long limit, var _)) {
      learntLimit = limit;
    }
  }

  private void offered(Set<String> names) {
    capabilities = new Capabilities(names, disabled);
    capabilitiesKnown = true;
  }
}
