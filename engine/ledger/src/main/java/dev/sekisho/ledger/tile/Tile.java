package dev.sekisho.ledger.tile;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.tree.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tile: a run of hashes of one level, or the bundle of entries below it (C2SP tlog-tiles).
 *
 * @param level 0 for hashes of entries, then each level over 256 hashes of the one below; {@link #ENTRIES} for a bundle
 * @param index place among the tiles of its level, from 0
 * @param width hashes or entries in it, 1 to 256
 */
public record Tile(int level, long index, int width) {
    /** Levels of hashes that a tile or path may name. */
    public static final int HIGHEST_LEVEL = 63;

    /** The level of bundles of entries. */
    public static final int ENTRIES = -1;

    /** Hashes in a full tile. */
    public static final int FULL = 256;

    /** How many levels of the binary tree a tile spans: 2 to the power of this is {@link #FULL}. */
    public static final int HEIGHT = 8;

    private static final Pattern PATH = Pattern.compile(
            "tile/(?<level>entries|\\d{1,2})/(?<index>(?:x\\d{3}/){0,6}\\d{3})(?:\\.p/(?<width>[1-9]\\d{0,2}))?");

    public Tile {
        if (level < ENTRIES || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("the level of a tile must be between 0 and 63, but is " + level);
        }
        if (index < 0) {
            throw new IllegalArgumentException("the index of a tile must not be negative, but is " + index);
        }
        if (width < 1 || width > FULL) {
            throw new IllegalArgumentException("the width of a tile must be between 1 and 256, but is " + width);
        }
    }

    /** The bundle with the entries of the tile of level 0 that has this index and width. */
    public static Tile bundle(long index, int width) {
        return new Tile(ENTRIES, index, width);
    }

    /** The tiles of hashes and the bundles by which a tree of {@code to} entries differs from one of {@code from}. */
    public static List<Tile> between(long from, long to) {
        List<Tile> tiles = new ArrayList<>();
        for (int level = ENTRIES; level * HEIGHT < Long.SIZE; level++) {
            int shift = HEIGHT * Math.max(0, level);
            long before = from >>> shift;
            long after = to >>> shift;
            for (long index = before / FULL; before < after && index * FULL < after; index++) {
                tiles.add(new Tile(level, index, widthIn(level, index, to)));
            }
        }
        return tiles;
    }

    /** The width that a tile has in a tree of {@code size} entries, 0 if it is not part of it. */
    public static int widthIn(int level, long index, long size) {
        long hashes = (size >>> (HEIGHT * Math.max(0, level))) - index * FULL;
        return Math.clamp(hashes, 0, FULL);
    }

    /** Whether more hashes will follow in it. */
    public boolean isPartial() {
        return width < FULL;
    }

    /** Bytes of a tile of hashes. */
    public int hashBytes() {
        return width * Hash.BYTES;
    }

    /** Its path, such as {@code tile/0/x001/x234/067} or {@code tile/entries/000.p/12}. */
    public String path() {
        StringBuilder path = new StringBuilder();
        long rest = index;
        path.append(String.format(Locale.ROOT, "%03d", rest % 1000));
        for (rest /= 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        path.insert(0, "tile/" + (level == ENTRIES ? "entries" : String.valueOf(level)) + "/");
        return isPartial() ? path.append(".p/").append(width).toString() : path.toString();
    }

    /** Reads a path as {@link #path()} writes it; no other spelling is taken. */
    public static Parsed<Tile> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (matcher.matches()) {
            int level = matcher.group("level").equals("entries") ? ENTRIES : Integer.parseInt(matcher.group("level"));
            String width = matcher.group("width");
            int hashes = width == null ? FULL : Integer.parseInt(width);
            String digits = matcher.group("index").replaceAll("[x/]", "");
            // 21 digits at most: more than a long holds is refused here.
            long index = digits.length() < 19 ? Long.parseLong(digits) : -1;
            if (index >= 0 && level <= HIGHEST_LEVEL && hashes <= FULL) {
                Tile tile = new Tile(level, index, hashes);
                if (tile.path().equals(path)) {
                    return Parsed.value(tile);
                }
            }
        }
        return Parsed.fault("expected the path of a tile such as tile/0/x001/234.p/5, but got \"" + path + "\"");
    }
}
