package org.offlineimap.ui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.offlineimap.event.SyncEvent;

/**
 * One JSON object a line, one for each event (reference: beyond 8; the manual's page on JSON has
 * the schema). Confined to the thread of the interface.
 */
final class JsonFace implements Face {
  private static final int VERSION = 1;

  private final JsonFactory factory = new JsonFactory();
  private final PrintStream out;
  private final InstantSource clock;
  private final Map<String, List<SyncEvent.Failed>> failures = new HashMap<>();

  JsonFace(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void draw(Told told) {
    SyncEvent event = told.event();
    if (event instanceof SyncEvent.AccountStarted) {
      failures.put(event.account(), new ArrayList<>());
    } else if (event instanceof SyncEvent.Failed failed) {
      failures.computeIfAbsent(event.account(), _ -> new ArrayList<>()).add(failed);
    }
    boolean hidden = event instanceof SyncEvent.Debug && told.lines().isEmpty();
    if (!hidden) {
      out.print(object(event) + "\n");
      out.flush();
    }
  }

  private String object(SyncEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("event", JsonEvents.name(event));
      if (!event.account().isEmpty()) {
        json.writeStringField("account", event.account());
      }
      JsonEvents.fields(event, new JsonFields(json));
      if (event instanceof SyncEvent.AccountFinished end) {
        JsonEvents.errors(failures.getOrDefault(end.account(), List.of()), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      // A string in memory does not fail.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Override
  public void stepAside() {
    out.flush();
  }
}
