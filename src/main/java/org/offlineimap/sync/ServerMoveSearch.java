package org.offlineimap.sync;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.offlineimap.mail.MessageSource;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.repository.RemoteFolder.Facts;
import org.offlineimap.status.MessageNote;
import org.offlineimap.sync.plan.FolderPlan;
import org.offlineimap.sync.plan.MovePlanner;
import org.offlineimap.sync.plan.MovePlanner.Candidate;
import org.offlineimap.sync.plan.MovePlanner.Move;
import org.offlineimap.sync.plan.Side;

/**
 * Finds messages that left one folder of the server and appeared in another (reference: beyond 5):
 * the server's identity tells it, or length, date where remembered, and complete header octets are
 * those of the file. Where the server has an identity for both, it decides alone. What appeared in
 * all folders is asked for in one go, headers only where the rest is equal. One thread.
 */
final class ServerMoveSearch {
  private static final int HEADERS_AT_ONCE = 500;

  private final MoveLedger ledger;
  private final List<Departure> left = new ArrayList<>();
  private final Set<Long> lengths = new HashSet<>();
  private final Set<String> identities = new HashSet<>();

  /** A message that left the server, whose file is still here. */
  record Departure(PlannedFolder folder, Uid uid, Optional<MessageNote> note, List<Print> forms) {
    private OptionalLong date() {
      return note.map(MessageNote::internalDateSeconds).orElse(OptionalLong.empty());
    }

    private Optional<String> identity() {
      return note.flatMap(MessageNote::identity);
    }
  }

  /** A message that appeared. */
  record Arrival(PlannedFolder folder, Facts facts) {}

  ServerMoveSearch(MoveLedger ledger) {
    this.ledger = ledger;
  }

  /** The moves among all of these folders. */
  List<Move<Departure, Arrival>> among(List<PlannedFolder> folders) throws SyncException {
    if (!possible(folders)) {
      return List.of();
    }
    for (PlannedFolder folder : folders) {
      ledger.guarded(folder, () -> depart(folder));
    }
    List<Candidate<Arrival>> arrivals = new ArrayList<>();
    Map<PlannedFolder, List<Facts>> likely = ask(folders);
    for (PlannedFolder folder : folders) {
      List<Facts> some = likely.getOrDefault(folder, List.of());
      if (!some.isEmpty()) {
        ledger.guarded(folder, () -> arrivals.addAll(arrive(folder, some)));
      }
    }
    List<Candidate<Departure>> departures = new ArrayList<>();
    left.forEach(
        one -> departures.add(new Candidate<>(one.folder().work().name(), one, signs(one))));
    return MovePlanner.planMoves(departures, arrivals).stream()
        .filter(move -> !ledger.hasFailed(move.departure().message().folder()))
        .filter(move -> !ledger.hasFailed(move.arrival().message().folder()))
        .toList();
  }

  /** Something left one folder, and something appeared in another: without I/O. */
  static boolean possible(List<PlannedFolder> folders) {
    List<PlannedFolder> sources =
        folders.stream().filter(folder -> !gone(folder).isEmpty()).toList();
    return folders.stream()
        .filter(folder -> !folder.decided().plan().downloads().isEmpty())
        .anyMatch(target -> sources.stream().anyMatch(source -> source != target));
  }

  /**
   * What the server has no more; and what carries a UID, but no row, because a run was killed: that
   * is uploaded again unless it is found elsewhere.
   */
  static UidSet gone(PlannedFolder folder) {
    FolderPlan decided = folder.decided();
    return decided.doomed(Side.LOCAL).union(decided.plan().upload().strays());
  }

  // ---- what left ----

  private void depart(PlannedFolder folder) throws SyncException {
    UidSet doomed = gone(folder);
    FolderWork work = folder.work();
    if (doomed.isEmpty() || work.isImagined() || work.local().mark().isEmpty()) {
      return;
    }
    long uidValidity = folder.listing().uidValidity().value();
    Map<Uid, MessageNote> notes = work.notes().find(work.pair().key(), uidValidity, doomed);
    for (Uid uid : doomed) {
      Optional<MessageNote> note = Optional.ofNullable(notes.get(uid));
      List<Print> forms = forms(work, uid);
      if (!forms.isEmpty()) {
        left.add(new Departure(folder, uid, note, forms));
        note.flatMap(MessageNote::identity).ifPresent(identities::add);
        note.ifPresentOrElse(
            known -> lengths.add(known.octets()),
            () -> forms.forEach(form -> lengths.add(form.octets())));
      }
    }
  }

  /** A file that has vanished, too, is not needed. */
  private static List<Print> forms(FolderWork work, Uid uid) throws SyncException {
    List<Print> forms = new ArrayList<>();
    try {
      for (MessageSource form : work.forms(uid)) {
        forms.add(Print.of(form));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new SyncException.FolderFailure(
          "cannot read the local message with UID " + uid + ": " + e, e, true);
    }
    return forms;
  }

  /** The identity first; a date only where it is remembered. */
  private static List<String> signs(Departure one) {
    List<String> signs = new ArrayList<>();
    one.identity().ifPresent(id -> signs.add("identity " + id));
    String to = one.identity().isPresent() ? "without identity " : "";
    for (Print form : one.forms()) {
      long octets = one.note().map(MessageNote::octets).orElse(form.octets());
      signs.add(to + content(octets, form.header(), one.date()));
    }
    return signs;
  }

  private static String content(long octets, String header, OptionalLong date) {
    return octets + " " + header + " " + (date.isPresent() ? date.getAsLong() : "any date");
  }

  // ---- what appeared ----

  /** Of all that appeared only what may be one of those that left is kept. */
  private Map<PlannedFolder, List<Facts>> ask(List<PlannedFolder> folders) throws SyncException {
    Map<PlannedFolder, ConcurrentLinkedQueue<Facts>> told = new HashMap<>();
    Map<PlannedFolder, RemoteFolder.Telling> asked = new java.util.LinkedHashMap<>();
    for (PlannedFolder folder : folders) {
      UidSet appeared = folder.decided().plan().downloads();
      if (!appeared.isEmpty() && !left.isEmpty() && hasSource(folder)) {
        ConcurrentLinkedQueue<Facts> mine = new ConcurrentLinkedQueue<>();
        told.put(folder, mine);
        ledger.guarded(
            folder,
            () ->
                asked.put(
                    folder,
                    folder.work().remote().beginFacts(appeared, one -> keepLikely(mine, one))));
      }
    }
    for (Map.Entry<PlannedFolder, RemoteFolder.Telling> one : asked.entrySet()) {
      ledger.guarded(one.getKey(), () -> one.getValue().await());
    }
    Map<PlannedFolder, List<Facts>> likely = new HashMap<>();
    told.forEach((folder, some) -> likely.put(folder, List.copyOf(some)));
    return likely;
  }

  private boolean hasSource(PlannedFolder target) {
    return !target.work().isImagined() && left.stream().anyMatch(one -> one.folder() != target);
  }

  private void keepLikely(ConcurrentLinkedQueue<Facts> kept, Facts one) {
    boolean known = one.traits().identity().filter(identities::contains).isPresent();
    if (known || lengths.contains(one.octets())) {
      kept.add(one);
    }
  }

  private List<Candidate<Arrival>> arrive(PlannedFolder folder, List<Facts> likely)
      throws SyncException {
    List<Facts> doubtful = likely.stream().filter(this::needsHeader).toList();
    Map<Uid, String> headers = headers(folder.work(), doubtful);
    List<Candidate<Arrival>> arrivals = new ArrayList<>();
    for (Facts facts : likely) {
      List<String> signs = new ArrayList<>();
      facts.traits().identity().ifPresent(id -> signs.add("identity " + id));
      String header = headers.get(facts.uid());
      if (header != null) {
        signs.addAll(contents(facts, header));
      }
      arrivals.add(new Candidate<>(folder.work().name(), new Arrival(folder, facts), signs));
    }
    return arrivals;
  }

  /** Signs of content: those of departures that have an identity count only without one here. */
  private static List<String> contents(Facts facts, String header) {
    List<String> signs = new ArrayList<>();
    OptionalLong date =
        facts.internalDate().stream().mapToLong(java.time.Instant::getEpochSecond).findFirst();
    for (OptionalLong each : List.of(date, OptionalLong.empty())) {
      String content = content(facts.octets(), header, each);
      signs.add(content);
      if (facts.traits().identity().isEmpty()) {
        signs.add("without identity " + content);
      }
    }
    return signs;
  }

  /** Whether something of equal length and date left, of which identities do not tell. */
  private boolean needsHeader(Facts facts) {
    return left.stream().anyMatch(one -> mayBe(one, facts));
  }

  private static boolean mayBe(Departure one, Facts facts) {
    boolean told = one.identity().isPresent() && facts.traits().identity().isPresent();
    OptionalLong date =
        facts.internalDate().stream().mapToLong(java.time.Instant::getEpochSecond).findFirst();
    boolean sameDate = one.date().isEmpty() || date.isEmpty() || one.date().equals(date);
    boolean sameLength =
        one.note().isPresent()
            ? one.note().get().octets() == facts.octets()
            : one.forms().stream().anyMatch(form -> form.octets() == facts.octets());
    return !told && sameDate && sameLength;
  }

  private static Map<Uid, String> headers(FolderWork work, List<Facts> wanted)
      throws SyncException {
    Map<Uid, String> headers = new HashMap<>();
    for (int from = 0; from < wanted.size(); from += HEADERS_AT_ONCE) {
      List<Facts> some = wanted.subList(from, Math.min(wanted.size(), from + HEADERS_AT_ONCE));
      UidSet uids =
          UidSet.of(some.stream().mapToLong(facts -> facts.uid().value()).sorted().toArray());
      work.remote()
          .headers(uids)
          .forEach((uid, header) -> headers.put(uid, Fingerprint.digest(header)));
    }
    return headers;
  }
}
