package org.offlineimap.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a search found, and how it is told: SEARCH (RFC 3501 7.2.5), ESEARCH (RFC 4731), or kept for
 * {@code $} (RFC 5182). Confined to a thread.
 */
final class SearchResult {
  private final boolean uid;
  private final List<Selected.Numbered> found = new ArrayList<>();
  private Optional<Part> part = Optional.empty();

  SearchResult(boolean uid) {
    this.uid = uid;
  }

  /** Tells these only (RFC 9394). */
  void part(Part wanted) {
    part = Optional.of(wanted);
  }

  void add(Selected.Numbered each) {
    found.add(each);
  }

  /** Tells it as the return options demand; {@code modSeq} where a MODSEQ key was used. */
  void tell(Session session, String tag, Optional<List<String>> returned, boolean modSeq)
      throws IOException {
    if (returned.isEmpty()) {
      session.printer().untagged(plain(numbers(session), modSeq));
      return;
    }
    List<String> wanted = returned.get();
    if (wanted.contains("SAVE")) {
      session.selected().save(saved(wanted));
    }
    if (!wanted.equals(List.of("SAVE"))) {
      session.printer().untagged(extended(tag, wanted, modSeq));
    }
  }

  private long number(Selected.Numbered each) {
    return uid ? each.message().uid() : each.number();
  }

  private List<Long> numbers() {
    return found.stream().map(this::number).toList();
  }

  /** As the server of a kind would list them. */
  private List<Long> numbers(Session session) {
    List<Long> numbers = numbers();
    if (numbers.isEmpty() || !session.shows(Behaviour.UNSORTED_SETS)) {
      return numbers;
    }
    List<Long> unsorted = new ArrayList<>(numbers.reversed());
    unsorted.add(numbers.getFirst());
    return unsorted;
  }

  private long highest() {
    return found.stream().mapToLong(each -> each.message().modSeq()).max().orElse(0);
  }

  /** MIN and MAX alone keep only these two (RFC 5182 2.1). */
  private List<Long> saved(List<String> wanted) {
    List<Long> uids = found.stream().map(each -> each.message().uid()).toList();
    boolean ends = wanted.contains("MIN") || wanted.contains("MAX");
    if (uids.isEmpty() || !ends || wanted.contains("ALL") || wanted.contains("COUNT")) {
      return uids;
    }
    List<Long> kept = new ArrayList<>();
    if (wanted.contains("MIN")) {
      kept.add(uids.getFirst());
    }
    if (wanted.contains("MAX")) {
      kept.add(uids.getLast());
    }
    return kept;
  }

  private String plain(List<Long> numbers, boolean modSeq) {
    StringBuilder text = new StringBuilder("SEARCH");
    numbers.forEach(number -> text.append(' ').append(number));
    return text.append(modSeq && !found.isEmpty() ? " (MODSEQ " + highest() + ")" : "").toString();
  }

  private String extended(String tag, List<String> wanted, boolean modSeq) {
    StringBuilder text = new StringBuilder("ESEARCH (TAG \"" + tag + "\")");
    text.append(uid ? " UID" : "");
    if (!found.isEmpty()) {
      text.append(wanted.contains("MIN") ? " MIN " + number(found.getFirst()) : "");
      text.append(wanted.contains("MAX") ? " MAX " + number(found.getLast()) : "");
      text.append(wanted.contains("ALL") ? " ALL " + SequenceSet.print(numbers()) : "");
    }
    if (part.isPresent()) {
      List<Long> some = part.get().of(found).stream().map(this::number).toList();
      String set = some.isEmpty() ? "NIL" : SequenceSet.print(some);
      text.append(" PARTIAL (").append(part.get()).append(' ').append(set).append(')');
    }
    text.append(wanted.contains("COUNT") ? " COUNT " + found.size() : "");
    return text.append(modSeq && !found.isEmpty() ? " MODSEQ " + highest() : "").toString();
  }
}
