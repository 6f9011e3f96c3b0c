package dev.sekisho.server.console;

import dev.sekisho.server.database.InvalidListQuery;
import dev.sekisho.server.scope.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.View;

/** Tells what went wrong: to programs as problem+json (RFC 9457), to people as a page in their language. */
@ControllerAdvice
@Order(0)
class RefusalAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalAnswers.class);
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CHECK_VIOLATION = "23514";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final PageContexts contexts;

    RefusalAnswers(PageContexts contexts) {
        this.contexts = contexts;
    }

    @ExceptionHandler
    @Nullable
    Object refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
        return answer(refusal, request, response);
    }

    @ExceptionHandler
    @Nullable
    Object invalid(InvalidListQuery failure, HttpServletRequest request, HttpServletResponse response) {
        return answer(
                new Refusal(Refusal.Reason.INVALID, null, "refusal.list", String.valueOf(failure.getMessage())),
                request,
                response);
    }

    /** What the database itself refuses: a policy, a rule, an id that another row has. */
    @ExceptionHandler
    @Nullable
    Object database(DataAccessException failure, HttpServletRequest request, HttpServletResponse response) {
        String state = failure.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
        Refusal refusal = switch (state == null ? "" : state) {
            case INSUFFICIENT_PRIVILEGE -> new Refusal(Refusal.Reason.FORBIDDEN, null, "refusal.forbidden");
            case UNIQUE_VIOLATION -> new Refusal(Refusal.Reason.CONFLICT, null, "refusal.duplicate");
            case CHECK_VIOLATION, FOREIGN_KEY_VIOLATION -> new Refusal(Refusal.Reason.INVALID, null, "refusal.rule");
            default -> null;
        };
        return refusal == null ? fault(failure, request, response) : answer(refusal, request, response);
    }

    /** What Spring refuses before a controller is reached, and everything that nobody expected. */
    @ExceptionHandler
    @Nullable
    Object other(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            // an id that is none is the id of nothing
            boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
            return told(inPath ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST, request, response);
        }
        if (failure instanceof HttpMessageNotReadableException unreadable) {
            for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refusal refusal) {
                    return answer(refusal, request, response);
                }
            }
            return told(HttpStatus.BAD_REQUEST, request, response);
        }
        if (failure instanceof ErrorResponse told) {
            return told(told.getStatusCode(), request, response);
        }
        if (failure instanceof MultipartException) {
            return told(HttpStatus.BAD_REQUEST, request, response);
        }
        return fault(failure, request, response);
    }

    private @Nullable Object fault(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        LOG.atError()
                .setCause(failure)
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .log("a request failed");
        return told(HttpStatus.INTERNAL_SERVER_ERROR, request, response);
    }

    private @Nullable Object told(HttpStatusCode status, HttpServletRequest request, HttpServletResponse response) {
        String key = switch (status.value()) {
            case 404 -> "refusal.notFound";
            case 403 -> "refusal.forbidden";
            case 413 -> "refusal.tooLarge";
            case 500 -> "refusal.fault";
            default -> "refusal.request";
        };
        return answer(status.value(), contexts.of(request).say(key), null, request, response);
    }

    private @Nullable Object answer(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
        String text =
                contexts.of(request).say(refusal.textKey(), refusal.arguments().toArray());
        return answer(refusal.reason().status(), text, refusal.field(), request, response);
    }

    private @Nullable Object answer(
            int status, String text, @Nullable String field, HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        if (request.getRequestURI().startsWith("/api/")) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), text);
            if (field != null) {
                problem.setProperty("errors", List.of(Map.of("field", field, "detail", text)));
            }
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        response.setStatus(status);
        View page = contexts.of(request).show("console/refusal.jte", Map.of("status", status, "text", text));
        return page;
    }
}
