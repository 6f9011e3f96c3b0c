package dev.sekisho.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The walls between the rooms. */
class RoomsTest {
    @Test
    void roomsKeepTheirWalls() {
        ApplicationModules.of(SekishoServer.class).verify();
    }
}
