package dev.sekisho.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** Renders the templates, which were compiled when the server was built. */
@Component
final class TemplateRenderer {
    private static final String COMPILED_TO = "dev.sekisho.page";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, TemplateRenderer.class.getClassLoader(), COMPILED_TO);

    View view(String template, Map<String, Object> parameters) {
        return new Page(engine, template, parameters);
    }

    /** A page about to be written. It is rendered in full before the first byte goes out, so that an error can still be told. */
    private record Page(TemplateEngine engine, String template, Map<String, Object> parameters) implements View {
        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            StringOutput output = new StringOutput();
            engine.render(template, parameters, output);
            byte[] bytes = output.toString().getBytes(StandardCharsets.UTF_8);
            response.setContentType(getContentType());
            response.setContentLength(bytes.length);
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(bytes);
        }
    }
}
