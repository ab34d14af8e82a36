package org.offlineimap.imap.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.offlineimap.imap.protocol.AppendMessage;
import org.offlineimap.imap.protocol.Command;
import org.offlineimap.imap.protocol.CommandKind;
import org.offlineimap.imap.protocol.Commands;
import org.offlineimap.imap.protocol.Quirk;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.imap.wire.Pace;
import org.offlineimap.mail.BodySink;
import org.offlineimap.mail.FlagSet;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.mail.UidValidity;

/**
 * One connection to a server. Commands are buffered and sent together when an answer is awaited, so
 * submitting many and awaiting them afterwards costs one turnaround. A command that would be
 * ambiguous beside those running waits for them by itself (RFC 9051 5.5). Thread-safe.
 */
public final class ImapConnection implements AutoCloseable {
  /** What must be switched on; UIDONLY so that a server with a window shows everything. */
  private static final List<String> ENABLED = List.of("QRESYNC", "UIDONLY");

  private final Dialogue dialogue;
  private final PatientDialogue patient;
  private final LimitedDialogue limited;
  private final Transport transport;
  private final Session session;
  private final AtomicBoolean enabling = new AtomicBoolean();
  private volatile Traffic atLogin = Traffic.NONE;

  ImapConnection(Dialogue dialogue, Patience patience, Transport transport, Session session) {
    this.dialogue = dialogue;
    this.patient = new PatientDialogue(dialogue, patience, session);
    this.limited = new LimitedDialogue(patient, session);
    this.transport = transport;
    this.session = session;
  }

  // ---- the session ----

  /** What the server offers now, less what is switched off. */
  public Capabilities capabilities() {
    return session.capabilities();
  }

  /** Whether the greeting was PREAUTH: there is no login. */
  public boolean isPreauthenticated() {
    return session.preauthenticated();
  }

  /** Where it is connected to, and how. */
  public Transport transport() {
    return transport;
  }

  /** What crossed the wire since login, or since the greeting when there was none. */
  public Traffic traffic() {
    return dialogue.traffic().since(atLogin);
  }

  /** How fast literals came so far, on the wire. */
  public Pace pace() {
    return dialogue.pace();
  }

  /** Sends what is buffered; whoever awaits an answer need not. */
  public void flush() throws InterruptedException {
    dialogue.flush();
  }

  /** Notes that the server has shown a quirk, which was allowed for. */
  public void met(Quirk quirk) {
    session.met(quirk);
  }

  /** Whether it has ended: every further command fails. */
  public boolean isEnded() {
    return dialogue.isEnded();
  }

  /** Messages in the selected mailbox, as the server said last; EXPUNGE and VANISHED counted. */
  public long exists() {
    return session.exists();
  }

  /**
   * LOGIN.
   *
   * @param password in UTF-8; not kept
   * @throws ImapException.AuthenticationRefused user or password are wrong
   */
  public void login(String user, byte[] password) throws ImapException, InterruptedException {
    new Login(dialogue, session).plainLogin(user, password);
    loggedIn();
  }

  /**
   * AUTHENTICATE with this mechanism.
   *
   * @throws ImapException.AuthenticationRefused the server refused, or the mechanism gave up
   */
  public void authenticate(SaslExchange mechanism) throws ImapException, InterruptedException {
    new Login(dialogue, session).authenticate(mechanism);
    loggedIn();
  }

  private void loggedIn() throws ImapException, InterruptedException {
    if (!session.capabilitiesKnown()) {
      capability().await();
    }
    atLogin = dialogue.traffic();
  }

  /** CAPABILITY; the answer is in {@link #capabilities} too. */
  public Pending<Capabilities> capability() throws ImapException, InterruptedException {
    return submit(Commands.capability()).map(_ -> session.capabilities());
  }

  /** NOOP. */
  public Pending<Void> noop() throws ImapException, InterruptedException {
    return submit(Commands.noop());
  }

  /** ID (RFC 2971): tells who we are. */
  public Pending<Void> id(Map<String, String> fields) throws ImapException, InterruptedException {
    return submit(Commands.id(fields));
  }

  /** ENABLE (RFC 5161). */
  public Pending<Void> enable(Collection<String> extensions)
      throws ImapException, InterruptedException {
    return submit(Commands.enable(extensions));
  }

  /** NAMESPACE (RFC 2342): where the user's own mailboxes are. Needs the capability. */
  public Pending<Optional<Untagged.Namespace>> namespace()
      throws ImapException, InterruptedException {
    return patient.submit(Commands.namespace(), () -> new NamespaceCollector());
  }

  /** IDLE (RFC 2177). Needs the capability; no other command runs until it has ended. */
  public Idling idle() throws ImapException, InterruptedException {
    return Idling.begin(dialogue);
  }

  /** NOTIFY of everything that changes in any own mailbox (RFC 5465). Needs the capability. */
  public Pending<Void> notifyOfAll() throws ImapException, InterruptedException {
    return submit(Commands.notifyOfAll());
  }

  /** LOGOUT; the connection ends. */
  public void logout() throws ImapException, InterruptedException {
    try {
      submit(Commands.logout()).await();
    } finally {
      close();
    }
  }

  /** Ends the connection at once; what is under way fails. */
  @Override
  public void close() {
    dialogue.end(new ImapException.Disconnected("closed by this side", null));
  }

  // ---- mailboxes ----

  /**
   * LIST, with special uses and STATUS numbers where the server can send them along.
   *
   * @param pattern in the server's spelling, {@code *} for all
   * @param withStatus whether the numbers are wanted
   */
  public Pending<List<Mailbox>> list(String reference, String pattern, boolean withStatus)
      throws ImapException, InterruptedException {
    List<String> returns = new ArrayList<>();
    Capabilities can = capabilities();
    if (can.has("SPECIAL-USE") && can.has("LIST-EXTENDED")) {
      returns.add("SPECIAL-USE");
    }
    if (withStatus && can.has("LIST-STATUS")) {
      returns.add("STATUS (" + statusItems() + ")");
    }
    return patient.submit(
        Commands.list(reference, pattern, String.join(" ", returns)),
        () -> new ListCollector(false));
  }

  private String statusItems() {
    String modSeq = capabilities().hasModSequences() ? " HIGHESTMODSEQ" : "";
    return "MESSAGES UIDNEXT UIDVALIDITY" + modSeq;
  }

  /** LSUB: the subscribed mailboxes. */
  public Pending<List<Mailbox>> lsub(String reference, String pattern)
      throws ImapException, InterruptedException {
    return patient.submit(Commands.lsub(reference, pattern), () -> new ListCollector(true));
  }

  /** STATUS of a mailbox that is not selected. */
  public Pending<Mailbox.MailboxStatus> status(FolderName mailbox)
      throws ImapException, InterruptedException {
    return patient.submit(
        Commands.status(mailbox, statusItems()), () -> new StatusCollector(mailbox));
  }

  /** SELECT, or EXAMINE to change nothing; asks for mod-sequences where the server has them. */
  public Pending<Selected> select(FolderName mailbox, boolean readOnly)
      throws ImapException, InterruptedException {
    return select(mailbox, readOnly, capabilities().hasModSequences() ? "CONDSTORE" : "");
  }

  /**
   * SELECT with QRESYNC (RFC 7162 3.2.5): what changed since {@code modSeq} comes with the answer.
   * Only where {@link #canResynchronise}.
   */
  public Pending<Selected> selectChanged(
      FolderName mailbox, boolean readOnly, UidValidity known, long modSeq)
      throws ImapException, InterruptedException {
    return select(mailbox, readOnly, "QRESYNC (" + known + " " + modSeq + ")");
  }

  /** The first one brings ENABLE along, which must come before it (RFC 7162 3.2.3). */
  private Pending<Selected> select(FolderName mailbox, boolean readOnly, String parameters)
      throws ImapException, InterruptedException {
    List<String> wanted = ENABLED.stream().filter(capabilities()::has).toList();
    if (!wanted.isEmpty() && enabling.compareAndSet(false, true)) {
      enable(wanted);
    }
    session.selecting();
    return patient.submit(
        Commands.select(mailbox, readOnly, parameters), () -> new SelectCollector(readOnly));
  }

  /**
   * Whether a mailbox in which {@code shown} messages show may have older ones that do not: {@link
   * Quirk#NEWEST_ONLY}.
   */
  public boolean mayHideOlder(long shown) {
    return session.mayHideOlder(shown);
  }

  /** Whether it said that a command was about too many messages (RFC 9738), and what it left. */
  public boolean hasCutCommands() {
    return session.hasCutCommands();
  }

  /** Whether SELECT may ask with QRESYNC; it is switched on before the first one. */
  public boolean canResynchronise() {
    return capabilities().has("QRESYNC");
  }

  /**
   * COMPRESS (RFC 4978): everything that follows is compressed, both ways. Does nothing where the
   * server does not offer it, or refuses.
   *
   * @return whether it is compressed now
   */
  public boolean compress() throws ImapException, InterruptedException {
    if (!capabilities().has("COMPRESS=DEFLATE")) {
      return false;
    }
    try {
      dialogue.compress();
      return true;
    } catch (ImapException.Refused | ImapException.Rejected e) {
      return false;
    }
  }

  /** CREATE. */
  public Pending<Void> create(FolderName mailbox) throws ImapException, InterruptedException {
    return submit(Commands.create(mailbox));
  }

  /** DELETE: the mailbox and all that is in it. */
  public Pending<Void> delete(FolderName mailbox) throws ImapException, InterruptedException {
    return submit(Commands.delete(mailbox));
  }

  /** SUBSCRIBE. */
  public Pending<Void> subscribe(FolderName mailbox) throws ImapException, InterruptedException {
    return submit(Commands.subscribe(mailbox));
  }

  // ---- messages ----

  /** UID FETCH of all messages; see {@link #fetch}. */
  public Pending<UidSet> fetchAll(Set<FetchItem> items, FetchListener listener)
      throws ImapException, InterruptedException {
    return limited.submitAll(dataOf(items, listener)).map(UidChunks::union);
  }

  /**
   * UID FETCH of the flags that changed after {@code modSeq}, and of new messages (RFC 7162 3.1.4);
   * what vanished is not told.
   */
  public Pending<Delta> fetchChanged(long modSeq) throws ImapException, InterruptedException {
    String since = "CHANGEDSINCE " + Math.max(1, modSeq);
    return limited
        .submitAll(
            LimitedDialogue.question(
                set -> Commands.fetch(CommandKind.READ_FLAGS, set, "UID FLAGS", since),
                _ -> new ChangesCollector()))
        .map(Delta::sum);
  }

  /**
   * UID FETCH of these messages, in commands of bearable length.
   *
   * @return what the server said has vanished meanwhile
   */
  public Pending<UidSet> fetch(UidSet uids, Set<FetchItem> items, FetchListener listener)
      throws ImapException, InterruptedException {
    return LimitedDialogue.all(limited.submit(uids, dataOf(items, listener))).map(UidChunks::union);
  }

  private static LimitedDialogue.Question<UidSet> dataOf(
      Set<FetchItem> items, FetchListener listener) {
    boolean stable = !items.contains(FetchItem.FLAGS) && !items.contains(FetchItem.MODSEQ);
    CommandKind kind = stable ? CommandKind.READ : CommandKind.READ_FLAGS;
    return LimitedDialogue.question(
        set -> Commands.fetch(kind, set, "UID" + names(items), ""),
        _ -> new DataCollector(listener));
  }

  private static String names(Set<FetchItem> items) {
    return items.stream().sorted().map(i -> " " + i.wireName()).collect(Collectors.joining());
  }

  /**
   * UID FETCH of whole messages into {@code sink}, without marking them read.
   *
   * @param also what the listener wants to hear of each besides
   */
  public Pending<FetchedBodies> fetchBodies(
      UidSet uids, BodySink sink, Set<FetchItem> also, FetchListener listener)
      throws ImapException, InterruptedException {
    return fetchSection(uids, names(also), new Section("", sink, listener));
  }

  /** UID FETCH of headers, the empty line included; each in memory, at most 1 MiB. */
  public Pending<Map<Uid, byte[]>> fetchHeaders(UidSet uids)
      throws ImapException, InterruptedException {
    HeaderSink sink = new HeaderSink();
    return fetchSection(uids, "", new Section("HEADER", sink, _ -> {})).map(_ -> sink.headers());
  }

  private Pending<FetchedBodies> fetchSection(UidSet uids, String also, Section section)
      throws ImapException, InterruptedException {
    String items = "UID" + also + " BODY.PEEK[" + section.name() + "]";
    return LimitedDialogue.all(
            limited.submit(
                uids,
                LimitedDialogue.question(
                    set -> Commands.fetch(CommandKind.READ, set, items, ""),
                    part -> new BodyCollector(part, section))))
        .map(all -> all.stream().reduce(FetchedBodies.NONE, FetchedBodies::plus));
  }

  /** UID STORE: adds or removes flags, in commands of bearable length. */
  public Pending<Void> store(UidSet uids, boolean add, FlagSet flags)
      throws ImapException, InterruptedException {
    return change(uids, set -> Commands.store(set, add, flags, OptionalLong.empty()));
  }

  /** UID STORE: gives messages a label of Gmail, or takes it. Needs X-GM-EXT-1. */
  public Pending<Void> storeLabel(UidSet uids, boolean add, String label)
      throws ImapException, InterruptedException {
    return change(uids, set -> Commands.storeLabel(set, add, label));
  }

  /** UID SEARCH; the criteria as the wire wants them. */
  public Pending<UidSet> search(String criteria) throws ImapException, InterruptedException {
    boolean extended = capabilities().has("ESEARCH");
    return limited
        .submitAll(
            LimitedDialogue.question(
                set ->
                    Commands.search(
                        set.endsWith("*") ? criteria : "UID " + set + " " + criteria, extended),
                _ -> new SearchCollector()))
        .map(UidChunks::union);
  }

  /**
   * APPEND of messages, all of which or none are stored; of more than one needs MULTIAPPEND (RFC
   * 3502). Several are pipelined where the server takes literals unasked.
   *
   * @return where they are, in order, with UIDPLUS; else none
   * @throws ImapException.SourceFailed (when awaited) a message could not be read
   */
  public Pending<List<Appended>> append(FolderName mailbox, List<AppendMessage> messages)
      throws ImapException, InterruptedException {
    return patient.submit(
        Commands.append(mailbox, messages), () -> new AppendCollector(messages.size()));
  }

  /** UID EXPUNGE: removes those of {@code uids} that are marked. Needs UIDPLUS. */
  public Pending<Void> uidExpunge(UidSet uids) throws ImapException, InterruptedException {
    return change(uids, Commands::uidExpunge);
  }

  /**
   * UID COPY or, where the server has it, UID MOVE to another mailbox, in commands of bearable
   * length; each is an answer of its own.
   */
  public List<Copying> transfer(UidSet uids, FolderName mailbox, boolean move)
      throws ImapException, InterruptedException {
    List<Copying> parts = new ArrayList<>();
    LimitedDialogue.Question<Optional<Copied>> question =
        LimitedDialogue.question(
            set -> move ? Commands.move(set, mailbox) : Commands.copy(set, mailbox),
            CopyCollector::new);
    for (LimitedDialogue.Part<Optional<Copied>> part : limited.submit(uids, question)) {
      parts.add(new Copying(part.uids(), part.answers().map(Copied::sum)));
    }
    return parts;
  }

  /** EXPUNGE: removes everything that is marked, by whomever. */
  public Pending<Void> expunge() throws ImapException, InterruptedException {
    return limited
        .submitAll(LimitedDialogue.question(_ -> Commands.expunge(), _ -> Collector.nothing()))
        .map(UidChunks::nothing);
  }

  private Pending<Void> change(UidSet uids, Function<String, Command> command)
      throws ImapException, InterruptedException {
    return LimitedDialogue.all(
            limited.submit(uids, LimitedDialogue.question(command, _ -> Collector.nothing())))
        .map(UidChunks::nothing);
  }

  private Pending<Void> submit(Command command) throws ImapException, InterruptedException {
    return patient.submit(command, () -> Collector.nothing());
  }
}
