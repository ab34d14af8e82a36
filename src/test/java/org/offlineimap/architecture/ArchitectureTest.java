package org.offlineimap.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of ARCHITECTURE.md, enforced: which package may see which, and where each kind of
 * effect has its home. A package that is not in the table fails the build, a row whose package does
 * not exist yet does not.
 */
final class ArchitectureTest {
  private static final String ROOT = "org.offlineimap.";
  private static final List<String> IMAP = List.of("imap.wire", "imap.protocol", "imap.client");

  /** Rows: package, then every package of ours that it may import. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          row("mail"),
          row("event", "mail"),
          row("config", "mail"),
          row("python", "config", "mail"),
          row("auth", "config", "python", "event", "mail"),
          row("imap.wire"),
          row("imap.protocol", "imap.wire", "mail"),
          row("imap.client", "imap.protocol", "imap.wire", "mail"),
          row("repository", "mail"),
          row(
              "repository.imap",
              "repository",
              "imap.client",
              "imap.protocol",
              "imap.wire",
              "auth",
              "config",
              "event",
              "mail"),
          row("repository.maildir", "repository", "config", "event", "mail"),
          row("status", "mail"),
          row("sync.plan", "mail"),
          row("sync", "sync.plan", "repository", "status", "config", "event", "mail"),
          row("daemon", "sync", "repository", "event", "config", "mail"),
          row("ui", "event", "mail"),
          row("sandbox", "mail"),
          row(
              "cli",
              "mail",
              "event",
              "config",
              "python",
              "auth",
              "imap.wire",
              "imap.protocol",
              "imap.client",
              "repository",
              "repository.imap",
              "repository.maildir",
              "status",
              "sync.plan",
              "sync",
              "daemon",
              "ui",
              "sandbox"));

  /** The one interface of each store through which every durable change to its files passes. */
  private static final Set<String> EFFECTS =
      Set.of(ROOT + "repository.maildir.MaildirDisk", ROOT + "status.StatusDisk");

  /**
   * Packages whose files are not mail and not memory of mail: the demonstration and the log file,
   * locks and mbnames, the certificates of the embedded server.
   */
  private static final Set<String> WRITES_OTHER_FILES = Set.of("cli", "daemon", "sandbox", "ui");

  private static final Pattern CHANGES_FILES =
      Pattern.compile(
          "java\\.nio\\.file\\.Files\\.(write.*|create.*|delete.*|move|copy|set.*"
              + "|newOutputStream|newByteChannel|newBufferedWriter)"
              + "|java\\.nio\\.channels\\.(Asynchronous)?FileChannel"
              + "\\.(open|write|force|truncate|map|lock|tryLock|transferFrom)"
              + "|java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile)\\.<init>"
              + "|java\\.io\\.File\\.(create.*|delete.*|mkdirs?|renameTo|set.*)");

  private static final Pattern NOT_PURE =
      Pattern.compile(
          "java\\.io\\..*|java\\.nio\\.(file|channels)\\..*|java\\.net\\..*|java\\.sql\\..*"
              + "|java\\.util\\.concurrent\\..*|java\\.lang\\.(Thread|ThreadLocal|Process).*"
              + "|java\\.time\\.(Clock|InstantSource)|java\\.util\\.random\\..*"
              + "|java\\.util\\.(Random|SplittableRandom)|java\\.security\\.SecureRandom");

  private static final Pattern TELLS_TIME_OR_CHANCE =
      Pattern.compile(
          "java\\.time\\..*\\.now|java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv"
              + "|getProperty)|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID");

  /** What lies where the main classes lie, wherever a build puts them. */
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .importUrl(
              org.offlineimap.mail.Uid.class.getProtectionDomain().getCodeSource().getLocation());

  private static Map.Entry<String, Set<String>> row(String name, String... sees) {
    return Map.entry(name, Set.of(sees));
  }

  @Test
  void everyPackageSeesOnlyWhatItsRowNames() {
    assertThat(dependenciesWhere((from, to) -> to.startsWith(ROOT) && !mayImport(from, to)))
        .isEmpty();
  }

  @Test
  void everyPackageHasARow() {
    assertThat(OURS.stream().map(ArchitectureTest::packageOf)).isSubsetOf(MAY_IMPORT.keySet());
  }

  @Test
  void theTableHasEighteenRowsAndOnlyCliSeesTheSandbox() {
    assertThat(MAY_IMPORT).hasSize(18);
    assertThat(MAY_IMPORT.values())
        .allSatisfy(sees -> assertThat(MAY_IMPORT.keySet()).containsAll(sees));
    assertThat(whoSees("sandbox")).containsExactly("cli");
    assertThat(MAY_IMPORT.get("sandbox")).doesNotContainAnyElementsOf(IMAP);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("org.offlineimap.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void sqlStaysInStatus() {
    assertThat(outside(Set.of("status"), "java(x)?\\.sql\\..*|org\\.sqlite\\..*")).isEmpty();
  }

  @Test
  void socketsStayInTheClientAndTheSandbox() {
    Set<String> homes = Set.of("imap.client", "sandbox");
    assertThat(outside(homes, "java\\.net\\.Socket|javax\\.net\\.ssl\\.SSLSocket(Factory)?"))
        .isEmpty();
    assertThat(outside(homes, "javax\\.net\\.SocketFactory|java\\.nio\\.channels\\.SocketChannel"))
        .isEmpty();
    assertThat(outside(Set.of("sandbox"), ".*\\.(SSL)?ServerSocket(Channel|Factory)?")).isEmpty();
  }

  @Test
  void theHttpClientStaysInAuth() {
    assertThat(outside(Set.of("auth"), "java\\.net\\.http\\..*|com\\.sun\\.net\\.httpserver\\..*"))
        .isEmpty();
  }

  @Test
  void processesStartOnlyWhereUsersAskForThem() {
    Pattern process = Pattern.compile("java\\.lang\\.Process(Builder)?(\\$.*)?");
    Set<String> homes = Set.of("python", "auth", "daemon", "repository.imap");
    assertThat(
            dependenciesWhere((from, to) ->
                process.matcher(to).matches() && !homes.contains(from) && !from.equals("sandbox")))
        .isEmpty();
    // keytool makes the certificate of the embedded server: one class, nothing else there.
    assertThat(classesUsing("sandbox", process)).hasSizeLessThanOrEqualTo(1);
    assertThat(accessesWhere(target("java\\.lang\\.Runtime\\.exec"), homes)).isEmpty();
  }

  /** Between two servers bodies wait in a file: nothing there keeps them, or knows a connection. */
  @Test
  void bodiesBetweenTwoServersPassThroughASpoolOnly() {
    Pattern role = Pattern.compile(".*\\.(Mapped|Spool)[^.]*");
    assertThat(OURS.stream().filter(one -> role.matcher(one.getName()).matches()))
        .hasSizeGreaterThan(6)
        .allSatisfy(one ->
            assertThat(one.getDirectDependenciesFromSelf())
                .extracting(dependency -> dependency.getTargetClass().getName())
                .noneMatch(to -> to.startsWith("java.io.ByteArray"))
                .noneMatch(to -> to.startsWith("java.io.Piped"))
                .noneMatch(to -> to.startsWith(ROOT + "imap.")));
    assertThat(OURS.stream().filter(one -> one.isAssignableTo(ROOT + "repository.imap.Spool")))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder("Spool", "SpoolFile");
  }

  @Test
  void onlyUserInterfacesAndCommandsPrint() {
    assertThat(accessesWhere(target("java\\.lang\\.System\\.(out|err)"), Set.of("ui", "cli")))
        .isEmpty();
    assertThat(accessesWhere(target(".*Throwable\\.printStackTrace"), Set.of("ui", "cli")))
        .isEmpty();
  }

  @Test
  void onlyTheCommandLineEndsTheProgram() {
    assertThat(
            accessesWhere(
                target("java\\.lang\\.(System\\.exit|Runtime\\.(exit|halt))"), Set.of("cli")))
        .isEmpty();
  }

  @Test
  void signalsStayInTheDaemonAndTheCommandLine() {
    assertThat(outside(Set.of("daemon", "cli"), "sun\\.misc\\.Signal.*")).isEmpty();
  }

  @Test
  void contextTravelsAsAParameterAndNotWithTheThread() {
    assertThat(
            outside(Set.of(), "java\\.lang\\.(Inheritable)?ThreadLocal|java\\.lang\\.ScopedValue"))
        .isEmpty();
  }

  @Test
  void librariesStayBehindTheirPackages() {
    assertThat(outside(Set.of("ui"), "org\\.jline\\..*")).isEmpty();
    assertThat(outside(Set.of("auth"), "com\\.ongres\\..*")).isEmpty();
    assertThat(outside(Set.of("python", "auth", "daemon", "ui", "cli"), "com\\.fasterxml\\..*"))
        .isEmpty();
  }

  @Test
  void thePlannerIsPure() {
    assertThat(
            dependenciesWhere(
                (from, to) -> from.equals("sync.plan") && NOT_PURE.matcher(to).matches()))
        .isEmpty();
    Set<String> others = new TreeSet<>(MAY_IMPORT.keySet());
    others.remove("sync.plan");
    assertThat(accessesWhere(target(TELLS_TIME_OR_CHANCE.pattern()), others)).isEmpty();
  }

  @Test
  void mailAndItsMemoryChangeOnDiskInOneClassEach() {
    List<JavaAccess<?>> changes =
        accesses()
            .filter(access -> CHANGES_FILES.matcher(nameOf(access.getTarget())).matches())
            .filter(access -> !WRITES_OTHER_FILES.contains(packageOf(access.getOriginOwner())))
            .toList();
    assertThat(changes)
        .filteredOn(access -> EFFECTS.stream().noneMatch(carriedOutBy(access.getOriginOwner())))
        .extracting(JavaAccess::getDescription)
        .isEmpty();
    assertThat(changes.stream().map(access -> outermost(access.getOriginOwner())).distinct())
        .as("one class a store")
        .hasSizeLessThanOrEqualTo(EFFECTS.size());
  }

  @Test
  void everyPackageExplainsItselfAndIsNullMarked() throws IOException {
    Path sources = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      Set<Path> folders =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .collect(toCollection(TreeSet::new));
      for (Path folder : folders) {
        Path info = folder.resolve("package-info.java");
        assertThat(info).exists().content().contains("@NullMarked", "May import", " first");
      }
    }
  }

  private static boolean mayImport(String from, String to) {
    String target = packageName(to);
    return from.equals(target) || MAY_IMPORT.getOrDefault(from, Set.of()).contains(target);
  }

  private static Set<String> whoSees(String name) {
    return MAY_IMPORT.entrySet().stream()
        .filter(row -> row.getValue().contains(name))
        .map(Map.Entry::getKey)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> classesUsing(String home, Pattern type) {
    return OURS.stream()
        .filter(owner -> packageOf(owner).equals(home))
        .flatMap(owner -> owner.getDirectDependenciesFromSelf().stream())
        .filter(use -> type.matcher(use.getTargetClass().getName()).matches())
        .map(use -> outermost(use.getOriginClass()))
        .collect(toCollection(TreeSet::new));
  }

  /** Uses of the types that {@code types} matches, other than in {@code homes}. */
  private static List<String> outside(Set<String> homes, String types) {
    Pattern pattern = Pattern.compile(types);
    return dependenciesWhere((from, to) -> !homes.contains(from) && pattern.matcher(to).matches());
  }

  private static List<String> dependenciesWhere(BiPredicate<String, String> forbidden) {
    return OURS.stream()
        .flatMap(owner -> owner.getDirectDependenciesFromSelf().stream())
        .filter(use ->
            forbidden.test(
                packageOf(use.getOriginClass()),
                use.getTargetClass().getBaseComponentType().getName()))
        .map(Dependency::getDescription)
        .toList();
  }

  private static List<String> accessesWhere(Predicate<String> target, Set<String> homes) {
    return accesses()
        .filter(access -> target.test(nameOf(access.getTarget())))
        .filter(access -> !homes.contains(packageOf(access.getOriginOwner())))
        .map(JavaAccess::getDescription)
        .toList();
  }

  private static Stream<JavaAccess<?>> accesses() {
    return OURS.stream().flatMap(owner -> owner.getAccessesFromSelf().stream());
  }

  private static Predicate<String> target(String names) {
    return Pattern.compile(names).asMatchPredicate();
  }

  private static String nameOf(AccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }

  /** Whether {@code type}, or a class around it, implements the named interface (or is it). */
  private static Predicate<String> carriedOutBy(JavaClass type) {
    return name ->
        type.isAssignableTo(name)
            || type.getEnclosingClass().map(outer -> carriedOutBy(outer).test(name)).orElse(false);
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
  }

  private static String packageOf(JavaClass type) {
    return packageName(type.getName());
  }

  /** {@code org.offlineimap.imap.wire.Token$Atom} is in {@code imap.wire}. */
  private static String packageName(String type) {
    int end = type.lastIndexOf('.');
    return type.startsWith(ROOT) && end >= ROOT.length()
        ? type.substring(ROOT.length(), end)
        : type;
  }
}
