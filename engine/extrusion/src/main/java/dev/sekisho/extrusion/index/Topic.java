package dev.sekisho.extrusion.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Indexes that say nearly the same in different ways and therefore count, and are told, only once. */
public final class Topic {
    private static final List<List<Index>> SHARED = List.of(
            List.of(
                    RhythmIndex.BEAT_JITTER,
                    RhythmIndex.BEAT_SHARE,
                    RhythmIndex.BEAT_SURPRISE,
                    RhythmIndex.BEAT_RUN,
                    RhythmIndex.COMB_SURPRISE,
                    RhythmIndex.PERIODICITY,
                    RhythmIndex.BURSTINESS,
                    RhythmIndex.EVENNESS,
                    RhythmIndex.SKEW),
            List.of(
                    VolumeIndex.SENT_SAMENESS,
                    VolumeIndex.RECEIVED_SAMENESS,
                    VolumeIndex.TURN_SAMENESS,
                    VolumeIndex.SENT_SPREAD,
                    VolumeIndex.RECEIVED_SPREAD,
                    VolumeIndex.VISIT_SPREAD,
                    VolumeIndex.DRIFT),
            List.of(VolumeIndex.UP_SHARE, VolumeIndex.UPLOADS, VolumeIndex.SMALL_REPLIES),
            List.of(ShapeIndex.POSTS, ShapeIndex.BARE_POSTS, ShapeIndex.POST_FIRST, ShapeIndex.STATIC_POSTS),
            List.of(
                    ShapeIndex.REFERERS,
                    ShapeIndex.REFERRED,
                    ShapeIndex.BARE_GETS,
                    ShapeIndex.PAGE_SCRIPTS,
                    ShapeIndex.COOKIES),
            List.of(ShapeIndex.HEADERS, ShapeIndex.MISSING_HEADERS, ShapeIndex.OLD_VERSION),
            List.of(ShapeIndex.ASSETS, ShapeIndex.CACHEABLE, ShapeIndex.EMPTY_REPLIES),
            List.of(ShapeIndex.OPAQUE_BODIES, ShapeIndex.MISDECLARED_BODIES, ShapeIndex.UNDECLARED_BODIES),
            List.of(ShapeIndex.OPAQUE_REPLIES, ShapeIndex.MISDECLARED_REPLIES, ShapeIndex.PROGRAMS),
            List.of(ContextIndex.SAME_PATH, ContextIndex.SAME_POST, ContextIndex.NAMELESS_COMPANY),
            List.of(
                    IdentityIndex.LITERAL,
                    IdentityIndex.UNUSED_NAME,
                    IdentityIndex.TLS_WITHOUT_NAME,
                    IdentityIndex.UNRESOLVED),
            List.of(IdentityIndex.RANDOM_NAME, IdentityIndex.UNUSUAL_ZONE),
            List.of(IdentityIndex.TLS_WITHOUT_ALPN, IdentityIndex.TLS_OLD, IdentityIndex.FINGERPRINT_COMPANY),
            List.of(IdentityIndex.SELF_SIGNED, IdentityIndex.CHAIN, IdentityIndex.CERTIFICATE_AGE),
            List.of(IdentityIndex.NO_AGENT, IdentityIndex.ODD_AGENT, IdentityIndex.AGENT_COMPANY, IdentityIndex.AGENTS),
            List.of(ContextIndex.FAILURES, ShapeIndex.ERRORS, VolumeIndex.UNANSWERED),
            List.of(ContextIndex.SERVER_CLIENTS, ContextIndex.AGENT_CLIENTS, ContextIndex.FINGERPRINT_CLIENTS));

    private static final int[] OF_INDEX = new int[Catalogue.SIZE];

    /** Number of topics. */
    public static final int COUNT = number();

    private Topic() {}

    private static int number() {
        int next = 0;
        Set<Index> shared = new HashSet<>();
        for (List<Index> topic : SHARED) {
            for (Index index : topic) {
                OF_INDEX[index.position()] = next;
                shared.add(index);
            }
            next++;
        }
        List<Index> lone = new ArrayList<>(Catalogue.indexes());
        lone.removeAll(shared);
        for (Index index : lone) {
            OF_INDEX[index.position()] = next++;
        }
        return next;
    }

    /** Name of a topic: that of its first index. */
    public static String name(int topic) {
        for (Index index : topic < SHARED.size() ? SHARED.get(topic) : Catalogue.indexes()) {
            if (OF_INDEX[index.position()] == topic) {
                return index.id();
            }
        }
        throw new IllegalArgumentException("topic must be below " + COUNT + ", but is " + topic);
    }

    /** The number of the topic of the index at {@code position}. */
    public static int of(int position) {
        return OF_INDEX[position];
    }
}
