package dev.sekisho.server.identity;

import com.webauthn4j.util.exception.WebAuthnException;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Open;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorResponse;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the script of the pages asks while the browser talks to an authenticator. A challenge is in the session and counts
 * once.
 */
@Controller
class PasskeyPages {
    private static final String OWN = "everybody looks after his own passkeys";
    private static final String OPEN = "whoever signs in is not signed in yet";
    private static final String CREATION = "sekisho.passkeyCreation";
    private static final String REQUEST = "sekisho.passkeyRequest";
    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final TypeReference<PublicKeyCredential<AuthenticatorAttestationResponse>> MADE =
            new TypeReference<>() {};
    private static final TypeReference<PublicKeyCredential<AuthenticatorAssertionResponse>> ANSWERED =
            new TypeReference<>() {};

    /** Its own: browsers add members to what they answer, and need not be told of those that are null. */
    private final JsonMapper json = JsonMapper.builder()
            .addModule(new WebauthnJacksonModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Passkeys passkeys;
    private final SignIn signIn;
    private final AttemptLimit limit;

    PasskeyPages(Passkeys passkeys, SignIn signIn, AttemptLimit limit) {
        this.passkeys = passkeys;
        this.signIn = signIn;
        this.limit = limit;
    }

    @PostMapping("/account/passkeys/options")
    @SignedIn(OWN)
    ResponseEntity<String> creation(HttpSession session) {
        PublicKeyCredentialCreationOptions options = passkeys.creationOptions();
        session.setAttribute(CREATION, options);
        return asJson(options);
    }

    @PostMapping("/account/passkeys")
    @SignedIn(OWN)
    ResponseEntity<String> add(@RequestParam String label, @RequestBody String answer, HttpSession session) {
        Object options = taken(session, CREATION);
        if (!(options instanceof PublicKeyCredentialCreationOptions asked)) {
            throw Refusal.invalid("credential", "passkey.failed");
        }
        holding(() -> {
            passkeys.add(asked, read(answer, MADE), label.strip());
            return true;
        });
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/account/passkeys/{id}/remove")
    @SignedIn(OWN)
    String remove(@PathVariable UUID id, RedirectAttributes redirect) {
        passkeys.remove(id);
        redirect.addFlashAttribute("notice", "passkey.done.removed");
        return "redirect:/account";
    }

    @PostMapping("/login/passkey/options")
    @Open(OPEN)
    ResponseEntity<String> request(HttpServletRequest request) {
        limit.count(request.getRemoteAddr());
        PublicKeyCredentialRequestOptions options = Actor.AUTHENTICATION.call(passkeys::requestOptions);
        request.getSession().setAttribute(REQUEST, options);
        return asJson(options);
    }

    @PostMapping("/login/passkey")
    @Open(OPEN)
    ResponseEntity<String> answer(
            @RequestBody String answer, HttpServletRequest request, HttpServletResponse response) {
        limit.count(request.getRemoteAddr());
        Object options = taken(request.getSession(), REQUEST);
        if (!(options instanceof PublicKeyCredentialRequestOptions asked)) {
            throw Refusal.invalid("credential", "passkey.failed");
        }
        SignedInAccount account = Actor.AUTHENTICATION
                .call(() -> holding(() -> passkeys.signIn(asked, read(answer, ANSWERED))))
                .orElseThrow(() -> Refusal.invalid("credential", "passkey.failed"));
        signIn.enter(Stage.SIGNED_IN, account, request, response);
        return ResponseEntity.noContent().build();
    }

    private static @Nullable Object taken(HttpSession session, String name) {
        Object options = session.getAttribute(name);
        session.removeAttribute(name);
        return options;
    }

    private <R extends AuthenticatorResponse> PublicKeyCredential<R> read(
            String answer, TypeReference<PublicKeyCredential<R>> type) {
        if (answer.length() > LONGEST_ANSWER) {
            throw Refusal.invalid("credential", "passkey.failed");
        }
        return json.readValue(answer, type);
    }

    /** Whatever is wrong with an answer, it is told in the same words: details help an attacker alone. */
    private static <T> T holding(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw refusal;
        } catch (JacksonException | IllegalArgumentException | WebAuthnException e) {
            throw Refusal.invalid("credential", "passkey.failed");
        }
    }

    private ResponseEntity<String> asJson(Object options) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsString(options));
    }
}
