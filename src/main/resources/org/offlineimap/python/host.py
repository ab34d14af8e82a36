"""Answers OfflineIMAP's questions about the Python values of an rc file.

A frame is a length of four octets, most significant first, and so much JSON. Questions come in on
one pipe and answers go out on another; both were moved away from the descriptors 0 to 2 before this
code ran, and children of user code do not get them. Runs in any Python 3.6 or later.
"""

import base64
import builtins
import contextlib
import functools
import json
import os
import re
import signal
import struct
import sys
import types
import warnings


# ---- the pipes ---------------------------------------------------------------------------------


def read_exactly(pipe, count):
    parts = []
    while count > 0:
        part = os.read(pipe, min(count, 1 << 16))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(pipe):
    head = read_exactly(pipe, 4)
    if head is None:
        return None
    body = read_exactly(pipe, struct.unpack(">I", head)[0])
    return None if body is None else json.loads(body.decode("utf-8"))


def write_frame(pipe, answer):
    body = json.dumps(answer, separators=(",", ":")).encode("ascii")
    rest = memoryview(struct.pack(">I", len(body)) + body)
    while rest:
        rest = rest[os.write(pipe, rest) :]


# ---- user code ---------------------------------------------------------------------------------


#: The files and values whose lines a person may want to look at.
OWN = set()


class Fault(Exception):
    """User code failed; the answer says how."""

    def __init__(self, told):
        super().__init__(told["message"])
        self.told = told


def told_of(error):
    """What a person needs: the class, the message and the last line of code of their own."""
    try:
        message = str(error)
    except BaseException:  # a broken __str__ of the user's own
        message = "(no message)"
    told = {"class": type(error).__name__, "message": message, "file": "", "line": 0}
    if isinstance(error, SyntaxError):
        told["message"] = error.msg or message
        place(told, error.filename, error.lineno)
        return told
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in OWN:
            place(told, trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return told


def place(told, name, line):
    """A value of the rc file has lines of its own, but is no file."""
    name = name or ""
    told["file"] = "" if name.startswith("<") else name
    told["line"] = line or 0


@contextlib.contextmanager
def user_code():
    """Signals reach user code, as they would reach it in the user's own shell, and nothing else."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        yield
    except BaseException as error:  # SystemExit and KeyboardInterrupt too
        raise Fault(told_of(error)) from None
    finally:
        ignore_signals()
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()


def ignore_signals():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def own_terminal():
    """Descriptor 0 is the terminal, 1 is where 2 goes; Python's own streams follow."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        terminal = os.open(os.devnull, os.O_RDWR)
    os.dup2(terminal, 0)
    os.dup2(2, 1)
    if terminal > 2:
        os.close(terminal)
    sys.stdin = sys.__stdin__ = open(0, "r", closefd=False)
    sys.stdout = sys.__stdout__ = open(1, "w", buffering=1, closefd=False)


# ---- what old files expect to find -------------------------------------------------------------


def cmp(one, other):
    """-1, 0 or 1; Python 2 had it, and rc files use it."""
    return (one > other) - (one < other)


def decode_mailbox_name(name):
    """A mailbox name in modified UTF-7 (RFC 3501 5.1.3) as people read it."""
    if isinstance(name, bytes):
        name = name.decode("utf-8")

    def shift(match):
        if not match.group(1):
            return "&"
        code = match.group(1).replace(",", "/")
        return ("+" + code + "-").encode("ascii").decode("utf-7")

    return re.sub(r"&([A-Za-z0-9+,]*)-", shift, name)


def encode_mailbox_name(name):
    """A readable name in modified UTF-7 (RFC 3501 5.1.3)."""
    if isinstance(name, bytes):
        name = name.decode("utf-8")

    def shift(match):
        if match.group(0) == "&":
            return "&-"
        octets = match.group(0).encode("utf-16-be", "surrogatepass")
        code = base64.b64encode(octets).decode("ascii").rstrip("=")
        return "&" + code.replace("/", ",") + "-"

    return re.sub(r"&|[^\x20-\x7e]+", shift, name)


def provide():
    """``cmp``, and an ``offlineimap`` package with the names that rc files import."""
    builtins.cmp = cmp
    package = types.ModuleType("offlineimap", "What a pythonfile may import.")
    package.__path__ = []
    package.__version__ = "9.0.0"
    imaputil = types.ModuleType("offlineimap.imaputil", "Mailbox names.")
    imaputil.decode_mailbox_name = decode_mailbox_name
    imaputil.IMAP_utf8 = decode_mailbox_name
    imaputil.utf8_IMAP = encode_mailbox_name
    package.imaputil = imaputil
    sys.modules["offlineimap"] = package
    sys.modules["offlineimap.imaputil"] = imaputil


# ---- the questions -----------------------------------------------------------------------------


class Host:
    def __init__(self):
        self.names = {}
        self.code = {}
        self.values = {}
        self.with_re = {}

    def answer(self, question):
        try:
            return getattr(self, "do_" + question["ask"])(question)
        except Fault as fault:
            return {"fault": fault.told}

    def do_begin(self, question):
        """Runs the pythonfile, if there is one."""
        provide()
        path = question["pythonfile"]
        if path is None:
            return {}
        module = types.ModuleType("offlineimap_pythonfile")
        module.__file__ = path
        OWN.add(path)
        sys.modules[module.__name__] = module
        with user_code():
            with open(path, "rb") as source:
                text = source.read()
            exec(compile(text, path, "exec", dont_inherit=True), module.__dict__)
        self.names = module.__dict__
        return {}

    def do_prepare(self, question):
        """Compiles expressions, and evaluates those that are functions."""
        faults = []
        for one in question["expressions"]:
            try:
                self.prepare(one)
            except Fault as fault:
                faults.append(dict(fault.told, id=one["id"]))
        return {"faults": faults}

    def prepare(self, one):
        self.with_re[one["id"]] = one["re"]
        OWN.add(one["name"])
        with user_code(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.code[one["id"]] = compile(
                one["text"], one["name"], "eval", dont_inherit=True
            )
        if one["function"]:
            value = self.evaluate(one["id"])
            if not callable(value):
                raise Fault(
                    {
                        "class": "TypeError",
                        "message": "this is no function but of " + type_of(value),
                        "file": "",
                        "line": 0,
                    }
                )
            self.values[one["id"]] = value

    def evaluate(self, number):
        names = dict(self.names)
        if self.with_re[number]:
            names["re"] = re
        with user_code():
            return eval(self.code[number], names)

    def do_value(self, question):
        """Evaluates an expression anew."""
        value = self.evaluate(question["id"])
        with user_code():
            return {"value": encoded(value, question["as"])}

    def do_call(self, question):
        """Calls a function once for each list of arguments."""
        function = self.values[question["id"]]
        values = []
        kind = question["as"]
        try:
            with user_code():
                for arguments in question["arguments"]:
                    values.append(encoded(function(*arguments), kind))
        except Fault as fault:
            return {"fault": fault.told, "index": len(values)}
        return {"values": values}

    def do_sort(self, question):
        """The order of items, by a comparison of two or by a key of one."""
        function = self.values[question["id"]]
        items = question["items"]
        if question["compare"]:
            function = functools.cmp_to_key(function)
        with user_code():
            order = sorted(range(len(items)), key=lambda at: function(items[at]))
        return {"values": order}


def type_of(value):
    return str(type(value))


def encoded(value, kind):
    """A plain value as JSON; whatever has no counterpart becomes the name of its type."""
    if kind == "truth":
        return bool(value)
    if kind == "items" and not isinstance(value, (str, bytes, type(None))):
        try:
            return [plain(one) for one in value]
        except TypeError:
            return {"$type": type_of(value)}
    return plain(value)


def plain(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if -(2**63) <= value < 2**63 else {"$type": type_of(value)}
    if isinstance(value, str):
        return "".join(value)
    if isinstance(value, (bytes, bytearray)):
        try:
            return {"$bytes": bytes(value).decode("utf-8")}
        except UnicodeDecodeError:
            return {"$type": type_of(value) + " that is not UTF-8"}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return {"$set": sorted((plain(one) for one in value), key=repr)}
    return {"$type": type_of(value)}


def main(questions, answers):
    ignore_signals()
    own_terminal()
    sys.argv = ["offlineimap"]
    host = Host()
    question = read_frame(questions)
    while question is not None:
        write_frame(answers, host.answer(question))
        question = read_frame(questions)
    sys.exit(0)
