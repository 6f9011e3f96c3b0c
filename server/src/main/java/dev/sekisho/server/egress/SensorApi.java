package dev.sekisho.server.egress;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sensors and client networks for programs. */
@RestController
@RequestMapping("/api/v1/sensors")
@Tag(name = "sensors")
class SensorApi {
    private final Sensors sensors;
    private final ClientNetworks networks;

    SensorApi(Sensors sensors, ClientNetworks networks) {
        this.sensors = sensors;
        this.networks = networks;
    }

    @GetMapping
    @Requires(EgressPermissions.SENSOR_READ)
    @Operation(summary = "Lists sensors", description = "Search with q, filter.kind and filter.unit.")
    ApiPage<Sensor> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(sensors.slice(query), sensor -> sensor);
    }

    @GetMapping("/{id}")
    @Requires(EgressPermissions.SENSOR_READ)
    @Operation(summary = "Reads a sensor")
    ResponseEntity<Sensor> one(@PathVariable UUID id) {
        Sensor sensor = sensors.get(id);
        return EntityTag.tagged(sensor, sensor.version());
    }

    @PostMapping
    @Requires(EgressPermissions.SENSOR_CHANGE)
    @Operation(summary = "Adds a sensor")
    ResponseEntity<Sensor> add(@RequestBody NewSensor sensor) {
        Sensor added = sensors.add(sensor);
        return ResponseEntity.created(URI.create("/api/v1/sensors/" + added.id()))
                .eTag("\"" + added.version() + "\"")
                .body(added);
    }

    @PatchMapping("/{id}")
    @Requires(EgressPermissions.SENSOR_CHANGE)
    @Operation(summary = "Lets a sensor work or rest", description = "Needs If-Match.")
    ResponseEntity<Sensor> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody SensorChange change) {
        int version = EntityTag.required(ifMatch);
        Sensor sensor = sensors.enable(id, version, change.enabled());
        return EntityTag.tagged(sensor, sensor.version());
    }

    @GetMapping("/networks")
    @Requires(EgressPermissions.SENSOR_READ)
    @Operation(summary = "Lists which clients belong to which unit")
    List<ClientNetworks.ClientNetwork> networks() {
        return networks.all();
    }

    @PostMapping("/networks")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(EgressPermissions.SENSOR_CHANGE)
    @Operation(summary = "Gives the clients of networks to units, all or none")
    List<UUID> addNetworks(@RequestBody List<NewNetwork> added) {
        return networks.addAll(added);
    }

    /** What is to be different. */
    record SensorChange(boolean enabled) {}

    /** A network that is to be given to a unit. */
    record NewNetwork(String network, UUID unit) {}
}
