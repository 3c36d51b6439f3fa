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
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the elements of a file from outside: no document type, hence no entity but XML's own five, and bounds to
 * bytes, depth and the length of a text. Elements go by their local names, for half of all devices get the namespaces wrong.
 */
final class TrackXml {
    private static final int DEEPEST = 64;
    private static final int LONGEST_TEXT = 10_000;

    /** Takes what is in a file. */
    interface Elements {
        /** @param path the names from the root to this element */
        void start(List<String> path, XMLStreamReader element) throws Rejection;

        /** @param text directly in it and not in its children, cut where it is too long */
        void end(List<String> path, String text) throws Rejection;

        /** After the end of the file. */
        TrackDocument document() throws Rejection;
    }

    /** Says whose elements they are. */
    interface Format {
        /** Null where a file with this root is none. */
        @Nullable
        Elements of(String root);
    }

    private final List<String> path = new ArrayList<>();
    private final List<StringBuilder> texts = new ArrayList<>();
    private @Nullable Elements elements;

    private TrackXml() {}

    /** Reads to the end; whatever is no XML within the bounds is a rejection. */
    static Elements read(InputStream in, long mostBytes, Format format) throws Rejection, IOException {
        TrackBytes bytes = null;
        try {
            bytes = TrackBytes.open(in, mostBytes);
            return new TrackXml().read(factory().createXMLStreamReader(bytes), format);
        } catch (XMLStreamException e) {
            throw rejection(bytes, e, e.getNestedException() instanceof IOException io ? io : null);
        } catch (IOException e) {
            throw rejection(bytes, e, e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** What is wrong with the bytes is the sender's fault; what is wrong with their way here is not. */
    private static Rejection rejection(@Nullable TrackBytes bytes, Exception cause, @Nullable IOException io)
            throws IOException {
        if (bytes != null && bytes.tooMany()) {
            return new Rejection(Reason.RECORD_TOO_LARGE, "the track has " + io(cause) + " once inflated");
        }
        boolean ofContent = io == null
                || io instanceof ZipException
                || io instanceof EOFException
                || io instanceof CharConversionException
                || io instanceof UnsupportedEncodingException;
        if (!ofContent) {
            throw io;
        }
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new Rejection(Reason.RECORD_UNPARSABLE, "the track is not XML, or ends early: " + said);
    }

    private static String io(Exception cause) {
        return cause instanceof XMLStreamException xml && xml.getNestedException() != null
                ? String.valueOf(xml.getNestedException().getMessage())
                : String.valueOf(cause.getMessage());
    }

    private Elements read(XMLStreamReader in, Format format) throws XMLStreamException, Rejection {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Rejection(
                            Reason.RECORD_UNPARSABLE, "the track has a document type or an entity; none is allowed");
                case XMLStreamConstants.START_ELEMENT -> start(in, format);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(in);
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // Comments, processing instructions, blanks.
                }
            }
        }
        return Objects.requireNonNull(elements, "XML without a root");
    }

    private void start(XMLStreamReader in, Format format) throws Rejection {
        if (path.size() == DEEPEST) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "the track has elements more than " + DEEPEST + " deep");
        }
        path.add(in.getLocalName());
        texts.add(new StringBuilder());
        if (elements == null) {
            elements = format.of(in.getLocalName());
        }
        if (elements == null) {
            throw new Rejection(
                    Reason.RECORD_UNPARSABLE,
                    "the root '" + in.getLocalName() + "' is not gpx or TrainingCenterDatabase (TCX)");
        }
        elements.start(path, in);
    }

    private void text(XMLStreamReader in) {
        if (!texts.isEmpty()) {
            StringBuilder text = texts.get(texts.size() - 1);
            int length = Math.min(in.getTextLength(), LONGEST_TEXT - text.length());
            text.append(in.getTextCharacters(), in.getTextStart(), length);
        }
    }

    private void end() throws Rejection {
        String text = texts.remove(texts.size() - 1).toString();
        if (elements != null) {
            elements.end(path, text);
        }
        path.remove(path.size() - 1);
    }
}
