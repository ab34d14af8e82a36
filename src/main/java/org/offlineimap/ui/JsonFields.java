package org.offlineimap.ui;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.offlineimap.event.SyncEvent.End;
import org.offlineimap.mail.FolderName;
import org.offlineimap.mail.UidSet;

/** Writes the fields of one object. Confined to a thread. */
record JsonFields(JsonGenerator json) {
  JsonFields text(String name, String value) throws IOException {
    json.writeStringField(name, value);
    return this;
  }

  JsonFields number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  /** A number where the text is one: a tunnel has its command in the place of a port. */
  JsonFields numberOrText(String name, String value) throws IOException {
    return value.matches("\\d{1,9}") ? number(name, Long.parseLong(value)) : text(name, value);
  }

  JsonFields bool(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
    return this;
  }

  JsonFields folder(FolderName name) throws IOException {
    return text("folder", name.toString());
  }

  JsonFields folder(Optional<FolderName> name) throws IOException {
    return name.isPresent() ? folder(name.get()) : this;
  }

  /** One end of a transfer as an object of its own. */
  JsonFields end(String name, End end) throws IOException {
    json.writeObjectFieldStart(name);
    text("repository", end.repository()).text("type", end.type()).folder(end.folder());
    json.writeEndObject();
    return this;
  }

  /** A UID set in IMAP's notation, and how many it holds. */
  JsonFields uids(UidSet uids) throws IOException {
    return text("uids", uids.toString()).number("messages", uids.size());
  }

  JsonFields list(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
    return this;
  }
}
