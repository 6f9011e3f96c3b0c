package dev.sekisho.cli;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.tree.Hash;
import java.io.PrintWriter;

/** An entry of the ledger, for people. */
final class LedgerEntryText {
    private LedgerEntryText() {}

    static void print(long index, byte[] bytes, PrintWriter out) {
        out.println("entry    " + index + ", hash " + Hash.ofEntry(bytes));
        switch (Entry.parse(bytes)) {
            case Parsed.Value<Entry>(Entry entry) -> {
                out.println("kind     " + entry.kind());
                out.println("time     " + entry.time());
                out.println("unit     " + (entry.unit().equals(Entry.NO_UNIT) ? "none" : entry.unit()));
                out.println("id       " + entry.id());
                entry.fields().forEach((name, digest) -> out.println("field    " + name + ", digest " + digest));
            }
            case Parsed.Fault<Entry>(String reason) ->
                out.println(
                        "content  " + bytes.length + " bytes that Sekisho has not written: " + TerminalText.of(reason));
        }
    }
}
