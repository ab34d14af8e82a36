package org.offlineimap.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each account recorded last: {@code <metadata>/mbnames/ACCOUNT.json}, the original's files in
 * the original's form (reference: formats 9). Stateless but for its directory.
 */
final class MailboxCache {
  private static final String SUFFIX = ".json";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private final Path directory;

  MailboxCache(Path metadata) {
    this.directory = metadata.resolve("mbnames");
  }

  Path file(String account) {
    return directory.resolve(account + SUFFIX);
  }

  /** Replaces what an account recorded, if it changed. */
  void save(String account, List<MailboxItem> items) throws IOException {
    Files.createDirectories(directory);
    String text = items.stream().map(MailboxCache::text).toList().toString();
    WholeFile.replace(file(account), text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(MailboxItem item) {
    return "{\"accountname\": %s, \"foldername\": %s, \"localfolders\": %s}"
        .formatted(
            quoted(item.account()),
            quoted(item.folder()),
            item.root().map(MailboxCache::quoted).orElse("null"));
  }

  private static String quoted(String text) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      generator.writeString(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  /** Removes what an account recorded, unless this is only a dry run. */
  void remove(String account, boolean dryRun) throws IOException {
    if (!dryRun) {
      Files.delete(file(account));
    }
  }

  /** The accounts that have recorded anything. */
  List<String> accounts() throws IOException {
    List<String> accounts = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        accounts.add(name.substring(0, name.length() - SUFFIX.length()));
      }
    } catch (NoSuchFileException nothingYet) {
      return List.of();
    }
    accounts.sort(null);
    return accounts;
  }

  /** What all accounts recorded last. */
  List<MailboxItem> all() throws IOException {
    List<MailboxItem> items = new ArrayList<>();
    for (String account : accounts()) {
      items.addAll(read(file(account)));
    }
    return items;
  }

  private static List<MailboxItem> read(Path file) throws IOException {
    List<MailboxItem> items = new ArrayList<>();
    try (JsonParser in = JSON.createParser(Files.readAllBytes(file))) {
      expect(file, in.nextToken() == JsonToken.START_ARRAY);
      while (in.nextToken() == JsonToken.START_OBJECT) {
        items.add(item(file, fields(in)));
      }
      expect(file, in.currentToken() == JsonToken.END_ARRAY);
    }
    return items;
  }

  private static Map<String, String> fields(JsonParser in) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (in.nextToken() == JsonToken.VALUE_STRING) {
        fields.put(name, in.getText());
      }
    }
    return fields;
  }

  private static MailboxItem item(Path file, Map<String, String> fields) throws IOException {
    expect(file, fields.containsKey("foldername"));
    return new MailboxItem(
        fields.getOrDefault("accountname", ""),
        fields.getOrDefault("foldername", ""),
        Optional.ofNullable(fields.get("localfolders")));
  }

  private static void expect(Path file, boolean right) throws IOException {
    if (!right) {
      throw new IOException(file + " does not hold mailbox names");
    }
  }
}
