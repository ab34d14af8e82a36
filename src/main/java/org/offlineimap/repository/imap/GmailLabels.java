package org.offlineimap.repository.imap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.offlineimap.imap.client.FetchItem;
import org.offlineimap.imap.client.Pending;
import org.offlineimap.imap.protocol.Untagged;
import org.offlineimap.mail.LabelChange;
import org.offlineimap.mail.SyncException;
import org.offlineimap.mail.Uid;
import org.offlineimap.mail.UidSet;
import org.offlineimap.repository.RemoteFolder.Labelling;

/** The labels of Gmail, which needs X-GM-EXT-1. One thread at a time. */
final class GmailLabels implements Labelling {
  private final Workplace work;

  GmailLabels(Workplace work) {
    this.work = work;
  }

  @Override
  public Map<Uid, Set<String>> read(UidSet uids) throws SyncException {
    String what = "asking for labels";
    Map<Uid, Set<String>> found = new ConcurrentHashMap<>();
    Set<FetchItem> items = EnumSet.of(FetchItem.GMAIL_LABELS);
    Pending<UidSet> answer =
        work.inMailbox(what, c -> c.fetch(uids, items, fetch -> noteLabels(found, fetch)));
    work.guarded(what, answer::await);
    return found;
  }

  private static void noteLabels(Map<Uid, Set<String>> found, Untagged.Fetch fetch) {
    if (fetch.uid().isPresent() && fetch.labels().isPresent()) {
      found.put(new Uid(fetch.uid().getAsLong()), fetch.labels().get());
    }
  }

  @Override
  public List<Boolean> change(List<LabelChange> changes) throws SyncException {
    String what = "changing labels";
    List<Pending<Void>> answers =
        work.inMailbox(
            what,
            c -> {
              List<Pending<Void>> sent = new ArrayList<>();
              for (LabelChange change : changes) {
                sent.add(c.storeLabel(change.uids(), change.add(), change.label()));
              }
              return sent;
            });
    List<Boolean> done = new ArrayList<>();
    for (Pending<Void> answer : answers) {
      done.add(work.succeeds(what, answer));
    }
    return done;
  }
}
