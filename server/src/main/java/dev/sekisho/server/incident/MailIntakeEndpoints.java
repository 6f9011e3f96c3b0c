package dev.sekisho.server.incident;

import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Texts;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Mails are handed in, by people and by programs. */
@Controller
@Tag(name = "incidents")
class MailIntakeEndpoints {
    private static final String NO_SUBJECT = "incident.mail.noSubject";

    private final MailIntake intake;
    private final Units units;
    private final Texts texts;

    MailIntakeEndpoints(MailIntake intake, Units units, Texts texts) {
        this.intake = intake;
        this.units = units;
        this.texts = texts;
    }

    @GetMapping("/incidents/mail")
    @Requires(IncidentPermissions.CHANGE)
    View form(PageContext page) {
        return page.show("incident/mail.jte", Map.of());
    }

    @PostMapping(path = "/incidents/mail", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(IncidentPermissions.CHANGE)
    String take(
            PageContext page,
            @RequestParam MultipartFile file,
            @RequestParam String unitCode,
            @RequestParam IncidentSeverity severity,
            @RequestParam IncidentCategory category,
            RedirectAttributes redirect)
            throws IOException {
        List<MailIntake.Taken> taken = intake.take(
                file.getBytes(), units.getByCode(unitCode.strip()).id(), severity, category, page.say(NO_SUBJECT));
        boolean known = taken.stream().noneMatch(MailIntake.Taken::added);
        redirect.addFlashAttribute("notice", known ? "incident.done.known" : "incident.done.opened");
        return taken.size() == 1
                ? "redirect:/incidents/" + taken.getFirst().id()
                : "redirect:/incidents?filter.origin=mail";
    }

    @PostMapping(path = "/api/v1/incidents/mail", consumes = "message/rfc822")
    @ResponseBody
    @Requires(IncidentPermissions.CHANGE)
    @Operation(
            summary = "Opens an incident out of a mail",
            description = "The body is the mail, or a file of up to 100; at most 20 MB. A known Message-ID opens none.")
    List<MailIntake.Taken> takeFromProgram(
            @RequestParam UUID unit,
            @RequestParam(defaultValue = "MEDIUM") IncidentSeverity severity,
            @RequestParam(defaultValue = "OTHER") IncidentCategory category,
            HttpServletRequest request)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes((int) FileVault.LARGEST + 1);
        if (body.length > FileVault.LARGEST) {
            throw Refusal.invalid("file", "incident.invalid.size", FileVault.LARGEST / 1_000_000);
        }
        return intake.take(body, unit, severity, category, texts.in(Language.EN).of(NO_SUBJECT));
    }
}
