package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Walks through the elements of a file from outside: no document type, hence no entity but XML's own five, and bounds
 * to bytes, depth and the length of a text. Elements go by their names without prefix, for many a device gets the
 * namespaces wrong. By SAX, and not by StAX, since the JDK's StAX writes what is wrong with a file to the standard
 * error.
 */
final class TrackXml extends DefaultHandler {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 10_000;

    private final Format format;
    private final List<String> path = new ArrayList<>();
    private final List<StringBuilder> texts = new ArrayList<>();
    private @Nullable Elements elements;

    private TrackXml(Format format) {
        this.format = format;
    }

    /** Takes what is in a file. */
    interface Elements {
        /** @param path the names from the root to this element */
        void start(List<String> path, Attributes attributes);

        /** @param text directly in it and not in its children, cut where it is too long */
        void end(List<String> path, String text);

        /** After the end of the file. */
        TrackDocument document() throws Rejection;
    }

    /** Says whose elements they are. */
    interface Format {
        /** Null where a file with this root is none. */
        @Nullable
        Elements of(String root);
    }

    /** Reads to the end; whatever is no XML within the bounds is a rejection. */
    static Elements read(InputStream in, long mostBytes, Format format) throws Rejection, IOException {
        var xml = new TrackXml(format);
        TrackBytes bytes = null;
        try {
            bytes = TrackBytes.open(in, mostBytes);
            parser().parse(bytes, xml);
        } catch (SAXParseException e) {
            throw unparsable("line " + e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException e) {
            throw unparsable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            if (bytes != null && bytes.tooMany()) {
                throw new Rejection(Reason.RECORD_TOO_LARGE, "the track has " + e.getMessage() + " once inflated");
            }
            if (!isOfContent(e)) {
                throw e;
            }
            throw unparsable(String.valueOf(e.getMessage()));
        }
        return Objects.requireNonNull(xml.elements, "XML without a root");
    }

    /** What is wrong with the bytes is the sender's fault; what is wrong with their way here is not. */
    private static boolean isOfContent(IOException e) {
        return e instanceof ZipException
                || e instanceof EOFException
                || e instanceof CharConversionException
                || e instanceof UnsupportedEncodingException;
    }

    private static Rejection unparsable(String why) {
        return new Rejection(Reason.RECORD_UNPARSABLE, "the track cannot be read: " + why);
    }

    private static SAXParser parser() throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser has these features", e);
        }
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        String element = name.substring(name.indexOf(':') + 1);
        if (path.size() == DEEPEST) {
            throw new SAXException("its elements are more than " + DEEPEST + " deep");
        }
        path.add(element);
        texts.add(new StringBuilder());
        if (elements == null) {
            elements = format.of(element);
        }
        if (elements == null) {
            throw new SAXException("its root '" + cut(element) + "' is not gpx or TrainingCenterDatabase (TCX)");
        }
        elements.start(path, attributes);
    }

    private static String cut(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        StringBuilder text = texts.get(texts.size() - 1);
        text.append(characters, start, Math.min(length, LONGEST_TEXT - text.length()));
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        String text = texts.remove(texts.size() - 1).toString();
        if (elements != null) {
            elements.end(path, text);
        }
        path.remove(path.size() - 1);
    }
}
