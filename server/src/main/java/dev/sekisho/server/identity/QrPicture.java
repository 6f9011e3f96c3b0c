package dev.sekisho.server.identity;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as a path of SVG, black squares on nothing. */
public record QrPicture(int size, String path) {
    private static final int MARGIN = 2;

    static QrPicture of(QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrPicture(code.size + 2 * MARGIN, path.toString());
    }
}
