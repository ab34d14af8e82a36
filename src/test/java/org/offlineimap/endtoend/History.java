package org.offlineimap.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.offlineimap.event.Result;
import org.offlineimap.mail.SyncException;
import org.offlineimap.testing.CuttingProxy;
import org.offlineimap.testing.Effects;

/**
 * People change mail on both sides, make folders, connections are cut and the program is killed,
 * and after every pass that succeeds both sides must hold exactly what an independent book says.
 * Between two such passes a message is moved or deleted at most once and then left alone, and a
 * flag of a message is changed at most once, by one side: so the book knows the one right end.
 * Confined to one thread.
 */
final class History implements AutoCloseable {
  private static final List<String> FIRST = List.of("INBOX", "Work", "Lists/Java");
  private static final List<String> LATER = List.of("Sent", "Lists/C", "G&AOQ-ste", "Work/Deep");
  private static final Instant FIRST_DAY = Instant.ofEpochSecond(1_600_000_000);

  /** Of as many effects one is the last, at most. */
  private static final int EFFECTS = 25;

  private final InProcess program;
  private final List<HistorySide> sides;
  private final List<CuttingProxy> proxies;
  private final Random random;
  private final String told;
  private final TreeMap<String, TreeMap<String, HistoryMail>> book = new TreeMap<>();
  private final Set<String> touched = new HashSet<>();
  private final Set<String> arrived = new HashSet<>();
  private final Set<String> marked = new HashSet<>();
  private final Set<String> changed = new HashSet<>();
  private final Map<String, HistorySide> made = new HashMap<>();
  private final Effects.Silence silence = new Effects.Silence();
  private int attempts = 1;
  private int born;
  private int cut;
  private int killed;
  private int passed;

  /**
   * What {@code program} synchronises, the remote side first; it reaches each server by one of the
   * proxies.
   */
  History(InProcess program, List<HistorySide> sides, List<CuttingProxy> proxies, long seed)
      throws IOException {
    this.program = program;
    this.sides = List.copyOf(sides);
    this.proxies = List.copyOf(proxies);
    random = new Random(seed);
    told = "seed " + seed;
    program.inOurTime();
    for (String folder : FIRST) {
      book.put(folder, new TreeMap<>());
      sides.getFirst().create(folder);
    }
  }

  /** A pass may leave a folder to the next one, so often; then all must be done. */
  History within(int passes) {
    attempts = passes;
    return this;
  }

  /** Lives so many steps, and says in the end what they were. */
  String live(int steps) throws Exception {
    pass();
    for (int step = 0; step < steps; step++) {
      step();
    }
    pass();
    List<String> folders = List.copyOf(book.keySet());
    List<Object> before = new ArrayList<>();
    for (HistorySide side : sides) {
      before.add(side.state(folders));
    }
    Result.Counts rest = program.sync();
    assertThat(rest.downloaded() + rest.uploaded() + rest.moved()).as(told).isZero();
    for (int i = 0; i < sides.size(); i++) {
      assertThat(sides.get(i).state(folders)).as(told).isEqualTo(before.get(i));
    }
    return "%s: %d steps, %d folders, %d messages, %d passes, %d cut, %d killed"
        .formatted(told, steps, folders.size(), born, passed, cut, killed);
  }

  private void step() throws Exception {
    HistorySide side = sides.get(random.nextInt(2));
    switch (random.nextInt(29)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> arrives(side);
      case 8, 9, 10, 11, 12 -> changes(side);
      case 13, 14, 15 -> goes(side);
      case 16, 17, 18, 19, 20 -> moves(side);
      case 21, 22, 23 -> cutPass();
      case 24, 25 -> killedPass();
      case 26 -> makesFolder(side);
      default -> pass();
    }
  }

  // Passes.

  private void pass() throws Exception {
    program.effects.spare();
    int left = attempts - 1;
    while (left > 0 && program.run().outcome() != Result.Outcome.OK) {
      left--;
    }
    program.sync();
    passed();
  }

  private void passed() throws IOException {
    passed++;
    arrived.clear();
    arrived.addAll(touched);
    touched.clear();
    marked.clear();
    changed.clear();
    made.clear();
    audit();
  }

  private void cutPass() throws Exception {
    long octets = 200L + random.nextInt(random.nextBoolean() ? 3_000 : 30_000);
    CuttingProxy proxy = proxies.get(random.nextInt(proxies.size()));
    if (random.nextBoolean()) {
      proxy.cutAfterSent(octets);
    } else {
      proxy.cutAfterAnswered(octets);
    }
    program.effects.spare();
    boolean whole = succeeds();
    proxies.forEach(CuttingProxy::clear);
    cut += whole ? 0 : 1;
    if (whole) {
      passed();
    }
  }

  private void killedPass() throws Exception {
    Effects.Fate fate = random.nextBoolean() ? Effects.Fate.DIE_BEFORE : Effects.Fate.DIE_AFTER;
    program.effects.choose(1 + random.nextInt(EFFECTS), fate);
    boolean whole = succeeds();
    killed += program.effects.isDead() ? 1 : 0;
    program.effects.spare();
    if (whole) {
      passed();
    }
  }

  private boolean succeeds() {
    try {
      return program.run().outcome() == Result.Outcome.OK && !program.effects.isDead();
    } catch (SyncException | Effects.Killed e) {
      return false; // Lost while it signed out, or gone.
    }
  }

  // What people do.

  private void arrives(HistorySide side) throws IOException {
    String folder = anyOf(folders(side));
    String name = "m" + born++;
    String body = "line of " + name + "\r\n";
    Set<String> marks = new TreeSet<>();
    sides.stream()
        .flatMap(one -> one.marks().stream())
        .filter(mark -> side.holds(mark) && random.nextInt(3) == 0)
        .forEach(marks::add);
    HistoryMail mail =
        new HistoryMail(
            "From: a@example.org\r\nSubject: %s\r\nMessage-ID: <%s@example.org>\r\n\r\n%s"
                .formatted(name, name, body.repeat(random.nextInt(60))),
            marks,
            FIRST_DAY.plus(Duration.ofMinutes(born)));
    side.add(folder, mail);
    folder(folder).put(name, mail);
    touched.add(name);
  }

  private void changes(HistorySide side) throws IOException {
    String mark = anyOf(side.marks());
    Optional<Place> any = any(side, mark.startsWith("\\") ? touched : unsettled());
    if (any.isPresent() && changed.add(any.get().mail().name() + mark)) {
      Place at = any.get();
      boolean on = !at.mail().marks().contains(mark);
      side.mark(at.folder(), at.mail().name(), mark, on);
      folder(at.folder()).put(at.mail().name(), at.mail().marked(mark, on));
      marked.add(at.mail().name());
    }
  }

  private void goes(HistorySide side) throws IOException {
    Optional<Place> any = any(side, left());
    if (any.isPresent()) {
      Place at = any.get();
      side.remove(at.folder(), at.mail().name());
      folder(at.folder()).remove(at.mail().name());
      touched.add(at.mail().name());
    }
  }

  private void moves(HistorySide side) throws IOException {
    Optional<Place> any = any(side, left());
    if (any.isPresent()) {
      Place at = any.get();
      List<String> folders = folders(side);
      folders.remove(at.folder());
      String to = anyOf(folders);
      side.move(at.folder(), at.mail().name(), to);
      folder(at.folder()).remove(at.mail().name());
      folder(to).put(at.mail().name(), at.mail());
      touched.add(at.mail().name());
    }
  }

  private void makesFolder(HistorySide side) throws IOException {
    String folder = anyOf(LATER);
    if (!book.containsKey(folder)) {
      side.create(folder);
      book.put(folder, new TreeMap<>());
      made.put(folder, side);
    }
  }

  // The book.

  /** Those that are on this side for certain. */
  private List<String> folders(HistorySide side) {
    List<String> folders = new ArrayList<>(book.keySet());
    folders.removeIf(folder -> !made.getOrDefault(folder, side).equals(side));
    return folders;
  }

  private Map<String, HistoryMail> folder(String name) {
    return Objects.requireNonNull(book.get(name));
  }

  private <T> T anyOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private record Place(String folder, HistoryMail mail) {}

  /**
   * What has not been listed on both sides yet: what a new message's keywords are, a server tells
   * when it is listed.
   */
  private Set<String> unsettled() {
    Set<String> unsettled = new HashSet<>(touched);
    unsettled.addAll(arrived);
    return unsettled;
  }

  /** What is not to be moved or deleted. */
  private Set<String> left() {
    Set<String> left = new HashSet<>(touched);
    left.addAll(marked);
    return left;
  }

  /** A message that both sides have for certain, and that is none of these. */
  private Optional<Place> any(HistorySide side, Set<String> others) {
    List<Place> places = new ArrayList<>();
    for (String folder : folders(side)) {
      folder(folder).values().stream()
          .filter(mail -> !others.contains(mail.name()))
          .forEach(mail -> places.add(new Place(folder, mail)));
    }
    return places.isEmpty() ? Optional.empty() : Optional.of(anyOf(places));
  }

  private void audit() throws IOException {
    for (Map.Entry<String, TreeMap<String, HistoryMail>> folder : book.entrySet()) {
      for (HistorySide side : sides) {
        List<String> expected = new ArrayList<>();
        folder.getValue().values().forEach(mail -> expected.add(line(mail)));
        List<String> there = new ArrayList<>();
        side.mail(folder.getKey()).forEach(mail -> there.add(line(mail)));
        assertThat(there)
            .as("%s, pass %d, %s, side %d", told, passed, folder.getKey(), sides.indexOf(side))
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  /** Dates count between two servers: a file on disk has another one. */
  private String line(HistoryMail mail) {
    boolean dated = sides.stream().allMatch(HistorySide::tellsDates);
    return (dated ? mail : mail.dated(Instant.EPOCH)).toString();
  }

  @Override
  public void close() throws IOException {
    silence.close();
    for (HistorySide side : sides) {
      side.close();
    }
    for (CuttingProxy proxy : proxies) {
      proxy.close();
    }
  }
}
