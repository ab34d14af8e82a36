package org.offlineimap.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.offlineimap.status.Journal;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.UploadIntent;

/** A journal in memory. */
final class FakeJournal implements Journal {
  private final EffectLog log;
  private final Map<Long, UploadIntent> intents = new ConcurrentSkipListMap<>();
  private final AtomicLong numbers = new AtomicLong();

  FakeJournal(EffectLog log) {
    this.log = log;
  }

  Collection<UploadIntent> intents() {
    return intents.values();
  }

  @Override
  public List<UploadIntent> begin(List<UploadIntent.Draft> drafts) {
    long first = numbers.getAndAdd(drafts.size()) + 1;
    List<UploadIntent> begun =
        IntStream.range(0, drafts.size())
            .mapToObj(i -> new UploadIntent(first + i, drafts.get(i), false))
            .toList();
    log.effect("begin", () -> begun.forEach(intent -> intents.put(intent.number(), intent)));
    return begun;
  }

  @Override
  public void unmapped(Collection<UploadIntent> open) {
    log.effect(
        "unmapped",
        () ->
            open.forEach(
                i -> intents.put(i.number(), new UploadIntent(i.number(), i.draft(), true))));
  }

  @Override
  public void end(Collection<UploadIntent> done) {
    log.effect("end", () -> done.forEach(intent -> intents.remove(intent.number())));
  }

  @Override
  public List<UploadIntent> open(StatusKey folder) {
    return intents.values().stream()
        .filter(intent -> intent.draft().folder().equals(folder))
        .toList();
  }
}
