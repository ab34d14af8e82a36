package org.offlineimap.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.offlineimap.mail.FolderName;
import org.offlineimap.sync.plan.MovePlanner.Candidate;
import org.offlineimap.sync.plan.MovePlanner.Move;

/** Pairs of what left and what appeared, against all pairings that there are. */
final class MovePlannerTest {
  /** A message in a folder: its kinds, the surest first, of which each implies the next. */
  private record Message(String folder, List<String> kinds) {
    private Candidate<Integer> as(int number) {
      return new Candidate<>(new FolderName(folder), number, kinds);
    }

    private boolean mayBecome(Message other) {
      return !folder.equals(other.folder) && kinds.stream().anyMatch(other.kinds::contains);
    }
  }

  /** In two or three folders, two messages of which one exists twice: body of a header. */
  private static final List<Message> MESSAGES =
      Stream.of("A", "B", "C")
          .flatMap(folder ->
              Stream.of(
                  new Message(folder, List.of("body 1", "header 1")),
                  new Message(folder, List.of("body 2", "header 1")),
                  new Message(folder, List.of("header 2"))))
          .toList();

  private static List<Candidate<Integer>> candidates(List<Message> messages) {
    List<Candidate<Integer>> all = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      all.add(messages.get(i).as(i));
    }
    return all;
  }

  /** As many pairs as there can be, by trying all. */
  private static int most(List<Message> left, List<Message> come, int from, Set<Integer> used) {
    if (from == left.size()) {
      return 0;
    }
    int most = most(left, come, from + 1, used);
    for (int i = 0; i < come.size(); i++) {
      if (!used.contains(i) && left.get(from).mayBecome(come.get(i))) {
        used.add(i);
        most = Math.max(most, 1 + most(left, come, from + 1, used));
        used.remove(i);
      }
    }
    return most;
  }

  private static void check(List<Message> left, List<Message> come, boolean whole) {
    List<Move<Integer, Integer>> moves = MovePlanner.planMoves(candidates(left), candidates(come));
    Set<Integer> from = new HashSet<>();
    Set<Integer> to = new HashSet<>();
    for (Move<Integer, Integer> move : moves) {
      Message one = left.get(move.departure().message());
      Message other = come.get(move.arrival().message());
      boolean right =
          one.mayBecome(other)
              && one.kinds().contains(move.sign())
              && other.kinds().contains(move.sign())
              && from.add(move.departure().message())
              && to.add(move.arrival().message());
      if (!right) {
        assertThat(move).as("of %s to %s", left, come).isNull();
      }
    }
    int most = most(left, come, 0, new HashSet<>());
    if (whole ? moves.size() != most : moves.size() > most) {
      assertThat(moves).as("of %s to %s", left, come).hasSize(most);
    }
    surestFirst(moves, left, come);
  }

  /** No pair by a weaker sign where a surer one was to be had for both. */
  private static void surestFirst(
      List<Move<Integer, Integer>> moves, List<Message> left, List<Message> come) {
    for (Move<Integer, Integer> one : moves) {
      for (Move<Integer, Integer> other : moves) {
        boolean weak = one.sign().startsWith("header") && other.sign().startsWith("header");
        Message leaving = left.get(one.departure().message());
        Message coming = come.get(other.arrival().message());
        boolean better =
            leaving.mayBecome(coming)
                && leaving.kinds().getFirst().startsWith("body")
                && leaving.kinds().equals(coming.kinds());
        if (weak && better) {
          assertThat(one).as("%s to %s gave %s", left, come, moves).isEqualTo(other);
        }
      }
    }
  }

  private static List<List<Message>> lists(int most) {
    List<List<Message>> all = new ArrayList<>(List.of(List.of()));
    List<List<Message>> last = List.of(List.of());
    for (int size = 1; size <= most; size++) {
      List<List<Message>> longer = new ArrayList<>();
      for (List<Message> one : last) {
        for (Message message : MESSAGES) {
          List<Message> more = new ArrayList<>(one);
          more.add(message);
          longer.add(more);
        }
      }
      all.addAll(longer);
      last = longer;
    }
    return all;
  }

  @Test
  void everyTwoAndTwoMessagesMoveAsOftenAsCanBe() {
    for (List<Message> left : lists(2)) {
      for (List<Message> come : lists(2)) {
        check(left, come, false);
      }
    }
  }

  /** All equal: exactly min(n, m), as far as folders allow. */
  @Test
  void equalMessagesMoveMinOfBothNumbers() {
    List<List<String>> places = new ArrayList<>();
    for (int bits = 0; bits < 81; bits++) {
      places.add(
          List.of(
              "ABC".substring(bits % 3, bits % 3 + 1),
              "ABC".substring(bits / 3 % 3, bits / 3 % 3 + 1),
              "ABC".substring(bits / 9 % 3, bits / 9 % 3 + 1),
              "ABC".substring(bits / 27, bits / 27 + 1)));
    }
    for (List<String> from : places) {
      for (List<String> to : places) {
        for (int n = 1; n <= 4; n++) {
          check(equal(from.subList(0, n)), equal(to), true);
          check(equal(to), equal(from.subList(0, n)), true);
        }
      }
    }
  }

  private static List<Message> equal(List<String> folders) {
    return folders.stream().map(folder -> new Message(folder, List.of("one"))).toList();
  }

  @Test
  void manyRandomOnesAreNeverPairedWrongly() {
    Random random = new Random(20_261_124);
    for (int i = 0; i < 3000; i++) {
      check(some(random), some(random), false);
    }
  }

  private static List<Message> some(Random random) {
    List<Message> some = new ArrayList<>();
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      some.add(MESSAGES.get(random.nextInt(MESSAGES.size())));
    }
    return some;
  }

  @Test
  void nothingMovesIntoTheFolderThatItLeft() {
    List<Message> same = equal(List.of("A", "A"));
    assertThat(MovePlanner.planMoves(candidates(same), candidates(same))).isEmpty();
  }

  @Test
  void tenThousandEqualMessagesArePairedInNoTime() {
    List<String> from = java.util.Collections.nCopies(10_000, "A");
    List<String> to = java.util.Collections.nCopies(10_000, "B");
    assertThat(MovePlanner.planMoves(candidates(equal(from)), candidates(equal(to))))
        .hasSize(10_000);
  }
}
