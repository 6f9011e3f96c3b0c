package dev.sekisho.ledger.verify;

/**
 * A tile of hashes that is not what the entries below it make.
 *
 * @param path the tile
 * @param index the first entry whose hash differs; the first of the tile if the tile is missing or of another length
 * @param missing whether it is missing or of another length
 */
record HashDifference(String path, long index, boolean missing) {
    Misfit.Tile misfit() {
        return new Misfit.Tile(
                path,
                missing
                        ? "it is missing or has another length than its name says"
                        : "it differs from the entries, at entry " + index + " first");
    }
}
