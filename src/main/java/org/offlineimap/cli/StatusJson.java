package org.offlineimap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.offlineimap.cli.StatusCommand.Account;
import org.offlineimap.status.HeldDeletions;
import org.offlineimap.status.LastRun;
import org.offlineimap.status.OpenMatters;
import org.offlineimap.status.StatusKey;
import org.offlineimap.status.Trouble;
import org.offlineimap.status.UploadIntent;

/**
 * What {@code offlineimap status --json} says: one object a line (reference: beyond 8, 9).
 * Stateless.
 */
final class StatusJson {
  private static final int VERSION = 1;

  private StatusJson() {}

  static String object(Account account, Instant now) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("event", "status");
      json.writeStringField("account", account.name());
      state(account, now, json);
      if (account.last().isPresent()) {
        last(account.last().get(), json);
      }
      open(account.open(), json);
      json.writeEndObject();
    } catch (IOException e) {
      // A string in memory does not fail.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void state(Account account, Instant now, JsonGenerator json) throws IOException {
    boolean sleeps = account.last().filter(last -> StatusCommand.sleeps(last, now)).isPresent();
    boolean works = account.holder().isPresent();
    json.writeStringField("state", works ? "synchronising" : sleeps ? "waiting" : "not running");
    if (works && !account.holder().get().isEmpty()) {
      json.writeNumberField("process", Long.parseLong(account.holder().get()));
    } else if (sleeps && !works) {
      json.writeNumberField("process", account.last().orElseThrow().process());
    }
    if (sleeps) {
      Instant next = account.last().flatMap(LastRun::next).orElseThrow();
      json.writeStringField("next", next.toString());
    }
  }

  private static void last(LastRun last, JsonGenerator json) throws IOException {
    json.writeStringField("ended", last.ended().toString());
    json.writeStringField("class", last.outcome());
    json.writeStringField("summary", last.summary());
    json.writeArrayFieldStart("folders");
    for (Map.Entry<String, LastRun.FolderRun> one : last.folders().entrySet()) {
      json.writeStartObject();
      json.writeStringField("folder", one.getKey());
      json.writeStringField("ended", one.getValue().ended().toString());
      json.writeStringField("class", one.getValue().outcome());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void open(OpenMatters open, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("quarantine");
    for (Map.Entry<StatusKey, java.util.List<Trouble>> folder : open.quarantine().entrySet()) {
      for (Trouble one : folder.getValue()) {
        json.writeStartObject();
        json.writeStringField("folder", folder.getKey().fileName());
        json.writeStringField("message", one.message());
        json.writeNumberField("runs", one.failures());
        json.writeStringField("retry", Instant.ofEpochMilli(one.retryMillis()).toString());
        json.writeStringField("reason", one.reason());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("withheld");
    for (Map.Entry<StatusKey, HeldDeletions> one : open.withheld().entrySet()) {
      json.writeStartObject();
      json.writeStringField("folder", one.getKey().fileName());
      json.writeNumberField("remote", one.getValue().remote().size());
      json.writeNumberField("local", one.getValue().local().size());
      json.writeEndObject();
    }
    json.writeEndArray();
    uploads(open, json);
  }

  private static void uploads(OpenMatters open, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("uploads");
    for (UploadIntent one : open.uploads()) {
      json.writeStartObject();
      json.writeStringField("folder", one.draft().folder().fileName());
      json.writeStringField("message", one.draft().key());
      json.writeNumberField("bytes", one.draft().wireOctets());
      json.writeBooleanField("unmapped", one.unmapped());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
