package org.offlineimap.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.offlineimap.mail.LabelChange;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.LocalFolder;
import org.offlineimap.repository.RemoteFolder;
import org.offlineimap.status.FolderStatus;
import org.offlineimap.status.LabelNote;
import org.offlineimap.sync.plan.LabelMerge;

/**
 * Keeps the labels of one folder's messages in step with a header of their files (reference:
 * synchronisation 7.5). A header is read only if the file changed since its row was written, or if
 * it is to be written. Use from one thread.
 */
final class LabelSync {
  private final FolderWork work;
  private final LabelRules rules;
  private final RemoteFolder.Labelling remote;
  private final LocalFolder.Labelling local;
  private final Map<Uid, LabelNote> settled = new TreeMap<>();

  private LabelSync(
      FolderWork work,
      LabelRules rules,
      RemoteFolder.Labelling remote,
      LocalFolder.Labelling local) {
    this.work = work;
    this.rules = rules;
    this.remote = remote;
    this.local = local;
  }

  /** Empty where labels are not kept in step. */
  static Optional<LabelSync> of(FolderWork work) throws SyncException {
    Optional<LabelRules> rules = work.pass().settings().labels();
    if (rules.isEmpty() || work.pass().settings().dryRun()) {
      return Optional.empty();
    }
    Optional<LocalFolder.Labelling> local = work.local().labelling(rules.get().header());
    Optional<RemoteFolder.Labelling> remote = work.remote().labelling();
    if (remote.isEmpty() && work.pass().ends().mentions().first("labels", "")) {
      work.pass()
          .warn(work.name(), "the server has no labels (X-GM-EXT-1): synclabels does nothing");
    }
    return remote.isEmpty() || local.isEmpty()
        ? Optional.empty()
        : Optional.of(new LabelSync(work, rules.get(), remote.get(), local.get()));
  }

  // ---- what arrives ----

  /** The labels of messages that are about to be downloaded, in the one spelling. */
  Map<Uid, SortedSet<String>> arriving(UidSet uids) throws SyncException {
    Map<Uid, SortedSet<String>> labels = new HashMap<>();
    remote.read(uids).forEach((uid, told) -> labels.put(uid, inStep(told)));
    return labels;
  }

  /** How they stand in a header. */
  LocalFolder.LabelField field(Set<String> labels) {
    return new LocalFolder.LabelField(rules.header(), readable(labels));
  }

  /** Records what messages arrived with; their rows exist. */
  void arrived(UidSet uids, Map<Uid, SortedSet<String>> labels) throws SyncException {
    local
        .modified(uids)
        .forEach((uid, time) -> {
          SortedSet<String> own = labels.get(uid);
          if (own != null) {
            settled.put(uid, new LabelNote(own, time));
          }
        });
    record();
  }

  // ---- what changed ----

  /** One message's labels, in the one spelling, and what else stands in its header. */
  private record Change(
      Uid uid,
      Set<String> remote,
      Set<String> local,
      SortedSet<String> merged,
      SortedSet<String> kept) {}

  /**
   * Merges both sides.
   *
   * @param refusesChanges the server lets nobody change this folder
   */
  void run(boolean refusesChanges) throws SyncException {
    List<Change> changes = changes();
    SyncSettings settings = work.pass().settings();
    boolean sends = !settings.remote().readOnly() && !refusesChanges;
    Set<Uid> open = new HashSet<>(sends ? send(changes) : differing(changes));
    List<Change> writing =
        changes.stream().filter(one -> !one.merged().equals(one.local())).toList();
    for (int i = 0; i < writing.size(); i++) {
      Change change = writing.get(i);
      if (settings.local().readOnly() || work.stopped() || !write(change, i, writing.size())) {
        open.add(change.uid());
      }
    }
    work.local().force();
    settled.keySet().removeAll(open);
    record();
  }

  private List<Change> changes() throws SyncException {
    Map<Uid, LabelNote> notes = notes();
    Map<Uid, Long> modified = local.modified(uids(notes.keySet()));
    List<Change> changes = new ArrayList<>();
    if (modified.isEmpty()) {
      return changes;
    }
    for (Map.Entry<Uid, Set<String>> told :
        new TreeMap<>(remote.read(uids(modified.keySet()))).entrySet()) {
      Uid uid = told.getKey();
      LabelNote note = notes.get(uid);
      Long time = modified.get(uid);
      if (note != null && time != null) {
        change(uid, note, time, inStep(told.getValue())).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private Optional<Change> change(Uid uid, LabelNote note, long time, SortedSet<String> there)
      throws SyncException {
    SortedSet<String> before = inStep(note.labels());
    if (time <= note.modifiedSeconds() && before.equals(there)) {
      return Optional.empty();
    }
    Optional<SortedSet<String>> header = local.read(uid);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<String> here = inStep(header.get());
    SortedSet<String> kept = new TreeSet<>(header.get());
    kept.removeIf(label -> rules.keepsInStep(rules.canonical(label)));
    SortedSet<String> merged = LabelMerge.of(before, there, here);
    settled.put(uid, new LabelNote(merged, time));
    return Optional.of(new Change(uid, there, here, merged, kept));
  }

  private Map<Uid, LabelNote> notes() throws SyncException {
    try (FolderStatus status = work.openStatus()) {
      return status.labels();
    }
  }

  private SortedSet<String> inStep(Set<String> labels) {
    SortedSet<String> kept = new TreeSet<>();
    for (String label : labels) {
      String canonical = rules.canonical(label);
      if (rules.keepsInStep(canonical)) {
        kept.add(canonical);
      }
    }
    return kept;
  }

  private SortedSet<String> readable(Set<String> labels) {
    SortedSet<String> readable = new TreeSet<>();
    labels.forEach(label -> readable.add(rules.readable(label)));
    return readable;
  }

  private static UidSet uids(Set<Uid> some) {
    return UidSet.of(some.stream().mapToLong(Uid::value).sorted().toArray());
  }

  // ---- carrying it out ----

  private static Set<Uid> differing(List<Change> changes) {
    Set<Uid> uids = new HashSet<>();
    changes.stream()
        .filter(one -> !one.merged().equals(one.remote()))
        .forEach(one -> uids.add(one.uid()));
    return uids;
  }

  /** Returns the messages whose labels on the server may not be what they should be. */
  private Set<Uid> send(List<Change> changes) throws SyncException {
    List<LabelChange> asked = new ArrayList<>(grouped(changes, true));
    asked.addAll(grouped(changes, false));
    if (asked.isEmpty()) {
      return Set.of();
    }
    asked.forEach(this::tell);
    List<Boolean> done = remote.change(asked);
    Set<Uid> open = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!done.get(i)) {
        asked.get(i).uids().forEach(open::add);
        String label = rules.readable(asked.get(i).label());
        work.pass()
            .messageFailed(
                work.name(),
                "label '%s' of messages %s in %s was not changed"
                    .formatted(label, asked.get(i).uids(), work.name()));
      }
    }
    return open;
  }

  private static List<LabelChange> grouped(List<Change> changes, boolean add) {
    Map<String, UidSet.Builder> groups = new TreeMap<>();
    for (Change change : changes) {
      Set<String> labels = new TreeSet<>(add ? change.merged() : change.remote());
      labels.removeAll(add ? change.remote() : change.merged());
      labels.forEach(label ->
          groups.computeIfAbsent(label, _ -> new UidSet.Builder()).add(change.uid().value()));
    }
    return groups.entrySet().stream()
        .map(group -> new LabelChange(group.getValue().build(), group.getKey(), add))
        .toList();
  }

  private void tell(LabelChange change) {
    String text =
        change.add()
            ? "Adding label %s to %d messages on %s"
            : "Deleting label %s from %d messages on %s";
    work.pass()
        .notice(
            work.name(),
            text.formatted(rules.readable(change.label()), change.uids().size(), work.name()));
  }

  private boolean write(Change change, int index, int total) throws SyncException {
    SortedSet<String> labels = readable(change.merged());
    labels.addAll(change.kept());
    work.pass()
        .notice(
            work.name(),
            "Setting labels to message %s on %s (%d of %d): %s"
                .formatted(
                    change.uid(),
                    work.pair().local(),
                    index + 1,
                    total,
                    String.join(", ", labels)));
    try {
      OptionalLong time = local.write(change.uid(), labels);
      time.ifPresent(at -> settled.put(change.uid(), new LabelNote(change.merged(), at)));
      return time.isPresent();
    } catch (SyncException.MessageFailure e) {
      work.pass().messageFailed(work.name(), e.text());
      return false;
    }
  }

  private void record() throws SyncException {
    if (!settled.isEmpty()) {
      try (FolderStatus status = work.openStatus()) {
        status.putLabels(settled);
      }
      settled.clear();
    }
  }
}
