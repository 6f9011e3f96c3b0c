package dev.sekisho.server.egress;

import dev.sekisho.server.scope.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sensor that is to be added.
 *
 * @param folder for a folder: its name below the directory for captures; else null
 */
public record NewSensor(
        UUID unit, String name, SensorKind kind, @Nullable String folder) {
    private static final int LONGEST_NAME = 100;

    public NewSensor {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Refusal.invalid("name", "sensor.invalid.name", LONGEST_NAME);
        }
        boolean named = folder != null && folder.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,79}");
        if (named != (kind == SensorKind.FOLDER) || (folder != null && !named)) {
            throw Refusal.invalid("folder", "sensor.invalid.folder");
        }
    }
}
