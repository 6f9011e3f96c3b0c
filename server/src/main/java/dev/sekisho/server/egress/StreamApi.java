package dev.sekisho.server.egress;

import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a sensor on another machine sends: numbered batches of streams. Every answer names the batch that is expected next,
 * so that whoever sends can go on after any interruption of either side.
 */
@RestController
@RequestMapping("/api/v1/sensors/{id}/streams/{stream}")
@Tag(name = "sensors")
class StreamApi {
    private static final int LONGEST_STREAM = 100;
    private static final int LARGEST_BATCH = 8 << 20;

    private final Sensors sensors;
    private final Intake intake;

    StreamApi(Sensors sensors, Intake intake) {
        this.sensors = sensors;
        this.intake = intake;
    }

    /** How far a stream has come. */
    record Progress(long next, boolean finished) {}

    @GetMapping
    @Requires(EgressPermissions.SENSOR_SEND)
    @Operation(summary = "Tells which batch of a stream is expected next")
    Progress progress(@PathVariable UUID id, @PathVariable String stream) {
        Intake.Position position = intake.begin(sender(id, stream), stream, stream);
        return new Progress(position.next(), position.finished());
    }

    @PutMapping(path = "/batches/{number}", consumes = "application/octet-stream")
    @Requires(EgressPermissions.SENSOR_SEND)
    @Operation(
            summary = "Takes a batch",
            description =
                    "Answered when it is committed. A batch that has been taken before counts once; where one before"
                            + " it is missing the answer is 409 and names it.")
    ResponseEntity<Progress> take(
            @PathVariable UUID id, @PathVariable String stream, @PathVariable long number, @RequestBody byte[] batch) {
        Sensor sensor = sender(id, stream);
        if (batch.length > LARGEST_BATCH) {
            throw Refusal.invalid("batch", "sensor.invalid.size", LARGEST_BATCH, batch.length);
        }
        long next = intake.accept(sensor, stream, number, batch);
        HttpStatus status = next > number ? HttpStatus.OK : HttpStatus.CONFLICT;
        return ResponseEntity.status(status).body(new Progress(next, false));
    }

    @PostMapping("/end")
    @Requires(EgressPermissions.SENSOR_SEND)
    @Operation(summary = "Ends a stream: nothing of it is sent again")
    Progress end(@PathVariable UUID id, @PathVariable String stream) {
        Sensor sensor = sender(id, stream);
        Intake.Position position = intake.begin(sensor, stream, stream);
        intake.finish(sensor, stream, "", null);
        return new Progress(position.next(), true);
    }

    private Sensor sender(UUID id, String stream) {
        Sensor sensor = sensors.getForSending(id);
        if (sensor.kind() != SensorKind.REMOTE || !sensor.enabled()) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "sensor.invalid.sender");
        }
        if (stream.length() > LONGEST_STREAM || !stream.matches("[A-Za-z0-9:._ -]+")) {
            throw Refusal.invalid("stream", "sensor.invalid.stream", LONGEST_STREAM);
        }
        return sensor;
    }
}
