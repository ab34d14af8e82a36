package org.offlineimap.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain values as JSON and back; {@code host.py} has the other half. Stateless. */
final class Json {
  /** An answer holds what a user's function returned, so its texts have no limit but memory. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private Json() {}

  static void write(JsonGenerator out, PythonValue value) throws IOException {
    switch (value) {
      case PythonValue.None _ -> out.writeNull();
      case PythonValue.Truth(var truth) -> out.writeBoolean(truth);
      case PythonValue.Whole(var number) -> out.writeNumber(number);
      case PythonValue.Text(var text) -> out.writeString(text);
      case PythonValue.Items(var items) -> writeAll(out, items);
      case PythonValue.Fields(var fields) -> {
        out.writeStartObject();
        for (Map.Entry<String, PythonValue> field : fields.entrySet()) {
          out.writeFieldName(field.getKey());
          write(out, field.getValue());
        }
        out.writeEndObject();
      }
      case PythonValue.Octets _, PythonValue.Members _, PythonValue.Other _ ->
          throw new IllegalArgumentException(value.type() + " is no argument");
    }
  }

  static void writeAll(JsonGenerator out, List<PythonValue> values) throws IOException {
    out.writeStartArray();
    for (PythonValue value : values) {
      write(out, value);
    }
    out.writeEndArray();
  }

  /** Reads one value, after {@code nextToken} has moved to its first token. */
  static PythonValue read(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_NULL -> new PythonValue.None();
      case VALUE_TRUE -> new PythonValue.Truth(true);
      case VALUE_FALSE -> new PythonValue.Truth(false);
      case VALUE_NUMBER_INT -> new PythonValue.Whole(in.getLongValue());
      case VALUE_STRING -> new PythonValue.Text(in.getText());
      case START_ARRAY -> new PythonValue.Items(readAll(in));
      case START_OBJECT -> unwrapped(readFields(in));
      case VALUE_NUMBER_FLOAT,
          VALUE_EMBEDDED_OBJECT,
          FIELD_NAME,
          END_ARRAY,
          END_OBJECT,
          NOT_AVAILABLE ->
          throw new IOException("the Python side answered with " + in.currentToken());
    };
  }

  private static List<PythonValue> readAll(JsonParser in) throws IOException {
    List<PythonValue> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      values.add(read(in));
    }
    return values;
  }

  static Map<String, PythonValue> readFields(JsonParser in) throws IOException {
    Map<String, PythonValue> fields = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      fields.put(name, read(in));
    }
    return fields;
  }

  /** {@code {"$bytes": ...}} and its like are values; other objects are parts of an answer. */
  private static PythonValue unwrapped(Map<String, PythonValue> fields) {
    if (fields.get("$bytes") instanceof PythonValue.Text(var text)) {
      return new PythonValue.Octets(text);
    }
    if (fields.get("$set") instanceof PythonValue.Items(var items)) {
      return new PythonValue.Members(items);
    }
    return fields.get("$type") instanceof PythonValue.Text(var type)
        ? new PythonValue.Other(type)
        : new PythonValue.Fields(fields);
  }

  /** The text of a field; empty when it is something else. */
  static Optional<String> text(Map<String, PythonValue> fields, String name) {
    return fields.get(name) instanceof PythonValue.Text(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The number of a field; 0 when it is something else. */
  static int number(Map<String, PythonValue> fields, String name) {
    return fields.get(name) instanceof PythonValue.Whole(var number) ? (int) number : 0;
  }
}
