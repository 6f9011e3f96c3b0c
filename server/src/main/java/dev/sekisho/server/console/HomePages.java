package dev.sekisho.server.console;

import dev.sekisho.server.scope.SignedIn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The first page of everybody. */
@Controller
class HomePages {
    private final List<HomeTile> tiles;

    HomePages(ObjectProvider<HomeTile> tiles) {
        this.tiles =
                tiles.stream().sorted(Comparator.comparingInt(HomeTile::order)).toList();
    }

    @GetMapping("/")
    @SignedIn("each tile asks for its own permission")
    View home(PageContext page) {
        List<HomeTile.Content> contents = tiles.stream()
                .filter(tile -> page.may(tile.permission()))
                .map(HomeTile::content)
                .flatMap(Optional::stream)
                .toList();
        return page.show("console/home.jte", Map.of("tiles", contents));
    }
}
