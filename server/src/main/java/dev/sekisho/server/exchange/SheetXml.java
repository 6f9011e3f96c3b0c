package dev.sekisho.server.exchange;

import dev.sekisho.server.exchange.UnreadableSheet.Cause;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A part of a workbook as elements and texts, one after the other. Prefixes of names are left out. */
final class SheetXml implements AutoCloseable {
    private static final int DEEPEST = 64;

    /** The format has some hundred names; a parser remembers each that it meets. */
    private static final int MOST_NAMES = 1000;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private final String part;
    private final Set<String> names = new HashSet<>();
    private int depth;
    private String name = "";
    private boolean begins;

    SheetXml(Reader in, String part) throws UnreadableSheet {
        this.part = part;
        try {
            this.xml = FACTORY.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** Goes on to where the next element begins or ends; false at the end of the part. */
    boolean next() throws UnreadableSheet {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    begin();
                    return true;
                }
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                    begins = false;
                    name = plain(xml.getLocalName());
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            // the parser of the platform lets some faults of what it reads through as faults of a program
            throw new UnreadableSheet(Cause.BROKEN, part);
        }
    }

    private void begin() throws UnreadableSheet {
        begins = true;
        name = plain(xml.getLocalName());
        names.add(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            names.add(xml.getAttributeLocalName(i));
        }
        depth++;
        if (depth > DEEPEST || names.size() > MOST_NAMES) {
            throw new UnreadableSheet(Cause.BROKEN, part);
        }
    }

    private static String plain(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    boolean begins(String element) {
        return begins && name.equals(element);
    }

    boolean ends(String element) {
        return !begins && name.equals(element);
    }

    /** The value of an attribute of the element that begins here, empty if it has none of this name. */
    String attribute(String wanted) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (plain(xml.getAttributeLocalName(i)).equals(wanted)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /** The text up to the end of the element that begins here. */
    String text() throws UnreadableSheet {
        StringBuilder text = new StringBuilder();
        int within = depth;
        try {
            while (depth >= within && xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin();
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        begins = false;
                        name = plain(xml.getLocalName());
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> append(text, xml.getText());
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            throw new UnreadableSheet(Cause.BROKEN, part);
        }
        return text.toString();
    }

    /** The texts (t) up to the end of an element, without those that tell how it is read aloud. */
    String textsWithin(String element) throws UnreadableSheet {
        StringBuilder texts = new StringBuilder();
        boolean aloud = false;
        while (next() && !ends(element)) {
            if (name.equals("rPh")) {
                aloud = begins;
            } else if (begins("t")) {
                String text = text();
                append(texts, aloud ? "" : text);
            }
        }
        return texts.toString();
    }

    private static void append(StringBuilder text, String more) throws UnreadableSheet {
        if (text.length() + more.length() > SheetReader.LONGEST_CELL) {
            throw new UnreadableSheet(Cause.LONG_CELL, 0, SheetReader.LONGEST_CELL);
        }
        text.append(more);
    }

    private UnreadableSheet refused(XMLStreamException failure) {
        Throwable cause = failure.getNestedException();
        while (cause != null) {
            if (cause instanceof PlainXml.Refused refused) {
                return refused.reason();
            }
            cause = cause.getCause();
        }
        return new UnreadableSheet(Cause.BROKEN, part);
    }

    @Override
    public void close() throws UnreadableSheet {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }
}
