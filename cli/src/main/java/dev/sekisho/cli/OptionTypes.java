package dev.sekisho.cli;

import dev.sekisho.traffic.IpNetwork;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How durations, sizes and networks are written on the command line. */
final class OptionTypes {
    private static final Pattern DURATION = Pattern.compile(
            "(?:(?<d>\\d{1,9})d)?(?:(?<h>\\d{1,9})h)?(?:(?<m>\\d{1,9})m)?(?:(?<s>\\d{1,9}(?:\\.\\d{1,9})?)s)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([kmgt]?)(i?b)?");

    private OptionTypes() {}

    /** Makes a command and its subcommands understand them. */
    static void register(CommandLine command) {
        ITypeConverter<Duration> durations = OptionTypes::duration;
        ITypeConverter<ByteSize> sizes = OptionTypes::size;
        ITypeConverter<IpNetwork> networks = OptionTypes::network;
        command.registerConverter(Duration.class, durations);
        command.registerConverter(ByteSize.class, sizes);
        command.registerConverter(IpNetwork.class, networks);
    }

    /** Reads a duration such as {@code 90s}, {@code 1h30m}, {@code 1.5s} or {@code 2d}; it must be positive. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        try {
            if (!text.isEmpty() && matcher.matches()) {
                Duration duration = Duration.ofDays(number(matcher, "d"))
                        .plusHours(number(matcher, "h"))
                        .plusMinutes(number(matcher, "m"))
                        .plus(seconds(matcher));
                if (duration.isPositive()) {
                    return duration;
                }
            }
        } catch (ArithmeticException | DateTimeException e) {
            // Falls through: too long to be a duration.
        }
        throw new TypeConversionException(
                "expected a duration such as 90s, 30m, 1h30m or 2d, but got \"" + text + "\"");
    }

    private static long number(Matcher matcher, String group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration seconds(Matcher matcher) {
        String digits = matcher.group("s");
        return digits == null
                ? Duration.ZERO
                : Duration.ofNanos(new BigDecimal(digits).movePointRight(9).longValueExact());
    }

    /** Reads a size such as {@code 4096}, {@code 512k}, {@code 256M} or {@code 2GiB}; letters are powers of 1024. */
    static ByteSize size(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            int shift =
                    "kmgt".indexOf(matcher.group(2)) * 10 + (matcher.group(2).isEmpty() ? 0 : 10);
            long number = Long.parseLong(matcher.group(1));
            if (number > 0 && number <= Long.MAX_VALUE >> shift) {
                return new ByteSize(number << shift);
            }
        }
        throw new TypeConversionException("expected a size such as 4096, 512k, 256M or 2G, but got \"" + text + "\"");
    }

    /** Reads a network such as {@code 10.0.0.0/8}, or one address. */
    static IpNetwork network(String text) {
        try {
            return IpNetwork.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
