package dev.sekisho.server.egress;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of sensors: the list, one with what it has read, and which clients belong to which unit. */
@Controller
public class SensorPages {
    private static final int INTAKES = 50;

    private final Sensors sensors;
    private final ClientNetworks networks;
    private final Units organization;
    private final UnitNaming units;
    private final Preferences preferences;
    private final Download download;
    private final Path captures;
    private final Table<Sensor> table;

    SensorPages(
            Sensors sensors,
            ClientNetworks networks,
            Units organization,
            UnitNaming units,
            Preferences preferences,
            Download download,
            @Value("${sekisho.egress.captures}") Path captures) {
        this.sensors = sensors;
        this.networks = networks;
        this.organization = organization;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.captures = captures;
        this.table = new Table<>(
                "sensors",
                "/sensors",
                Sensors.STATEMENT,
                List.of(
                        new Column<>("name", (page, sensor) -> Cell.link(sensor.name(), "/sensors/" + sensor.id())),
                        new Column<Sensor>(
                                        "kind",
                                        (page, sensor) -> Cell.text(page.text().of(sensor.kind())))
                                .filteredBy(SensorKind.values()),
                        new Column<>("folder", (page, sensor) -> Cell.text(sensor.folder())),
                        new Column<Sensor>("unit", (page, sensor) -> Cell.text(sensor.unitLabel()))
                                .filteredBy(units::options),
                        new Column<>(
                                "heard",
                                (page, sensor) -> Cell.text(sensor.heard() == null ? "" : page.moment(sensor.heard()))),
                        new Column<>("state", SensorPages::state)));
    }

    private static Cell state(PageContext page, Sensor sensor) {
        if (sensor.fault() != null) {
            return Cell.badge(sensor.fault(), "red");
        }
        return sensor.enabled()
                ? Cell.badge(page.say("sensors.enabled"), "green")
                : Cell.badge(page.say("sensors.disabled"), "secondary");
    }

    @GetMapping("/sensors")
    @Requires(EgressPermissions.SENSOR_READ)
    View list(PageContext page, ListQuery query) {
        Slice<Sensor> slice = units.named(
                sensors.slice(query), Sensor::unit, Sensor::named, page.text().language());
        TableView view = table.view(page, query, slice, sensors.count(query), preferences.columns(table));
        return page.show(
                "egress/sensors.jte",
                Map.of(
                        "table",
                        view,
                        "networks",
                        networks.all().stream()
                                .map(each -> new NamedNetwork(
                                        each.id(),
                                        each.network(),
                                        units.label(each.unit(), page.text().language())))
                                .toList(),
                        "captures",
                        captures.toString(),
                        "mayChange",
                        page.may(EgressPermissions.SENSOR_CHANGE)));
    }

    /** A network and what its unit is called. */
    public record NamedNetwork(UUID id, String network, String unit) {}

    @GetMapping("/sensors/export.{format}")
    @Requires(EgressPermissions.SENSOR_READ)
    void export(PageContext page, ListQuery query, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        download.send(
                page,
                table,
                format,
                response,
                sink -> sensors.forEach(
                        query,
                        units.naming(
                                sink, Sensor::unit, Sensor::named, page.text().language())));
    }

    @GetMapping("/sensors/{id}")
    @Requires(EgressPermissions.SENSOR_READ)
    View one(PageContext page, @PathVariable UUID id) {
        Sensor sensor = sensors.get(id);
        return page.show(
                "egress/sensor.jte",
                Map.of(
                        "sensor",
                        sensor.named(units.label(sensor.unit(), page.text().language())),
                        "intakes",
                        sensors.intakes(id, INTAKES),
                        "captures",
                        captures.toString(),
                        "mayChange",
                        page.may(EgressPermissions.SENSOR_CHANGE)));
    }

    @PostMapping("/sensors")
    @Requires(EgressPermissions.SENSOR_CHANGE)
    String add(
            @RequestParam String unitCode,
            @RequestParam String name,
            @RequestParam(defaultValue = "FOLDER") SensorKind kind,
            @RequestParam(defaultValue = "") String folder,
            RedirectAttributes redirect) {
        UUID unit = organization.getByCode(unitCode.strip()).id();
        String given = folder.strip();
        Sensor added = sensors.add(new NewSensor(unit, name, kind, given.isEmpty() ? null : given));
        redirect.addFlashAttribute("notice", "sensor.done.added");
        return "redirect:/sensors/" + added.id();
    }

    @PostMapping("/sensors/{id}/enabled")
    @Requires(EgressPermissions.SENSOR_CHANGE)
    String enable(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam boolean enabled,
            RedirectAttributes redirect) {
        sensors.enable(id, version, enabled);
        redirect.addFlashAttribute("notice", enabled ? "sensor.done.enabled" : "sensor.done.disabled");
        return "redirect:/sensors/" + id;
    }

    @PostMapping("/sensors/networks")
    @Requires(EgressPermissions.SENSOR_CHANGE)
    String addNetwork(@RequestParam String network, @RequestParam String unitCode, RedirectAttributes redirect) {
        networks.add(network, organization.getByCode(unitCode.strip()).id());
        redirect.addFlashAttribute("notice", "network.done.added");
        return "redirect:/sensors";
    }

    @PostMapping("/sensors/networks/{id}/remove")
    @Requires(EgressPermissions.SENSOR_CHANGE)
    String removeNetwork(@PathVariable UUID id, RedirectAttributes redirect) {
        networks.remove(id);
        redirect.addFlashAttribute("notice", "network.done.removed");
        return "redirect:/sensors";
    }
}
