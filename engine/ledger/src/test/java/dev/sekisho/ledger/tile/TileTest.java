package dev.sekisho.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.ledger.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 999, 256, tile/1/999",
        "1, 1000, 256, tile/1/x001/000",
        "63, 5, 17, tile/63/005.p/17",
        "-1, 273, 112, tile/entries/273.p/112",
        "-1, 1000000, 256, tile/entries/x001/x000/000",
        "0, 999999999999999999, 1, tile/0/x999/x999/x999/x999/x999/999.p/1"
    })
    void hasThePathOfTheSpecification(int level, long index, int width, String path) {
        Tile tile = new Tile(level, index, width);

        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(path)).isEqualTo(Parsed.value(tile));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/00",
                "tile/0/0000",
                "tile/64/000",
                "tile/00/000",
                "tile/0/x000/000",
                "tile/0/001/000",
                "tile/0/x001/x000",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/999",
                "tile/0/000.p/",
                "tile/-1/000",
                "tile/entries/../checkpoint",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "/tile/0/000",
                ""
            })
    void refusesAnyOtherSpelling(String path) {
        assertThat(Tile.parse(path))
                .isEqualTo(Parsed.fault(
                        "expected the path of a tile such as tile/0/x001/234.p/5, but got \"" + path + "\""));
    }

    @Test
    void aTreeOf70000EntriesHasTheTilesOfTheSpecification() {
        List<Tile> tiles = Tile.between(0, 70_000).stream()
                .filter(tile -> tile.level() != Tile.ENTRIES)
                .toList();

        assertThat(tiles)
                .filteredOn(tile -> tile.level() == 0 && !tile.isPartial())
                .hasSize(273);
        assertThat(tiles)
                .filteredOn(tile -> tile.isPartial() || tile.level() > 0)
                .containsExactly(new Tile(0, 273, 112), new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(2, 0, 1));
    }

    @Test
    void aTreeOf256EntriesHasAFullTileAndOneHashAbove() {
        assertThat(Tile.between(0, 256)).containsExactly(Tile.bundle(0, 256), new Tile(0, 0, 256), new Tile(1, 0, 1));
    }

    @Test
    void onlyTilesThatChangedLieBetweenTwoSizes() {
        assertThat(Tile.between(300, 301)).containsExactly(Tile.bundle(1, 45), new Tile(0, 1, 45));
        assertThat(Tile.between(511, 513))
                .containsExactly(
                        Tile.bundle(1, 256),
                        Tile.bundle(2, 1),
                        new Tile(0, 1, 256),
                        new Tile(0, 2, 1),
                        new Tile(1, 0, 2));
        assertThat(Tile.between(512, 512)).isEmpty();
    }

    @Test
    void refusesWhatIsNoTile() {
        assertThatThrownBy(() -> new Tile(64, 0, 1))
                .hasMessage("the level of a tile must be between 0 and 63, but is 64");
        assertThatThrownBy(() -> new Tile(0, -1, 1)).hasMessage("the index of a tile must not be negative, but is -1");
        assertThatThrownBy(() -> new Tile(0, 0, 0))
                .hasMessage("the width of a tile must be between 1 and 256, but is 0");
    }
}
