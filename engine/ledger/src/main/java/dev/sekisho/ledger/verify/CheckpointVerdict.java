package dev.sekisho.ledger.verify;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one checkpoint that the key has signed.
 *
 * @param name which one
 * @param size entries that it covers
 * @param vouches whether it counts as one from outside: it was given, or the witnesses that were asked for have cosigned it
 * @param cosigned when each witness has cosigned it, by the witness's name
 * @param fits whether the entries below its size are the ones that it covers
 */
public record CheckpointVerdict(String name, long size, boolean vouches, Map<String, Instant> cosigned, boolean fits) {
    public CheckpointVerdict {
        cosigned = Collections.unmodifiableMap(new LinkedHashMap<>(cosigned));
    }
}
