package dev.sekisho.server.console;

import dev.sekisho.server.database.Cursor;
import dev.sekisho.server.database.InvalidListQuery;
import dev.sekisho.server.database.ListQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads what somebody wants to see of a list out of the address: {@code q} is searched for, {@code filter.COLUMN} filters,
 * {@code sort} names a column, with a minus before it for the greatest first, {@code cursor} and {@code size} choose the
 * page. The same words in pages and API.
 */
final class ListQueryReader implements HandlerMethodArgumentResolver {
    static final String FILTER = "filter.";

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ListQuery.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Map<String, String> filters = new LinkedHashMap<>();
        request.getParameterNames().forEachRemaining(name -> {
            String value = request.getParameter(name);
            if (name.startsWith(FILTER) && value != null && !value.isBlank()) {
                filters.put(name.substring(FILTER.length()), value);
            }
        });
        String sort = given(request, "sort");
        String cursor = given(request, "cursor");
        return new ListQuery(
                given(request, "q"),
                filters,
                sort.startsWith("-") ? sort.substring(1) : sort,
                sort.startsWith("-"),
                cursor.isEmpty() ? null : Cursor.parse(cursor),
                size(given(request, "size")));
    }

    private static String given(NativeWebRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static int size(String text) {
        try {
            return text.isEmpty() ? ListQuery.PAGE : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidListQuery("the size of a page must be a number, but is \"" + text + "\"", e);
        }
    }
}
