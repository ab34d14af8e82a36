package org.offlineimap.python;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.offlineimap.config.PythonExpression;

/** What the host is asked, as the octets of one frame. Stateless. */
final class Question {
  /** What is wanted of a value. */
  enum Wanted {
    /** The value itself. */
    VALUE,
    /** Whether it is true in Python's sense. */
    TRUTH,
    /** What iterating over it gives. */
    ITEMS;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Writes the fields of a question. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator out) throws IOException;
  }

  /** An expression under the number that later questions call it by. */
  record Numbered(int id, PythonExpression expression) {}

  private Question() {}

  static byte[] begin(Optional<Path> pythonFile) {
    return asking(
        "begin",
        out -> {
          out.writeFieldName("pythonfile");
          if (pythonFile.isPresent()) {
            out.writeString(pythonFile.get().toString());
          } else {
            out.writeNull();
          }
        });
  }

  static byte[] prepare(Collection<Numbered> expressions) {
    return asking(
        "prepare",
        out -> {
          out.writeArrayFieldStart("expressions");
          for (Numbered one : expressions) {
            out.writeStartObject();
            out.writeNumberField("id", one.id());
            out.writeStringField("name", "<" + one.expression().option() + ">");
            out.writeStringField("text", one.expression().text());
            out.writeBooleanField("re", one.expression().seesRe());
            out.writeBooleanField("function", one.expression().isFunction());
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  static byte[] value(int id, Wanted wanted) {
    return asking(
        "value",
        out -> {
          out.writeNumberField("id", id);
          out.writeStringField("as", wanted.word());
        });
  }

  static byte[] call(int id, Wanted wanted, List<List<PythonValue>> arguments) {
    return asking(
        "call",
        out -> {
          out.writeNumberField("id", id);
          out.writeStringField("as", wanted.word());
          out.writeArrayFieldStart("arguments");
          for (List<PythonValue> one : arguments) {
            Json.writeAll(out, one);
          }
          out.writeEndArray();
        });
  }

  static byte[] sort(int id, boolean compare, List<PythonValue> items) {
    return asking(
        "sort",
        out -> {
          out.writeNumberField("id", id);
          out.writeBooleanField("compare", compare);
          out.writeFieldName("items");
          Json.writeAll(out, items);
        });
  }

  private static byte[] asking(String what, Fields fields) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.FACTORY.createGenerator(octets)) {
      out.writeStartObject();
      out.writeStringField("ask", what);
      fields.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return octets.toByteArray();
  }
}
