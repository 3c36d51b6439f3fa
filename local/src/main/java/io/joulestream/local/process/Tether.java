package io.joulestream.local.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The main of every child JVM: runs another main, and ends the process when its standard input ends.
 *
 * <p>Standard input is a pipe from the parent that nothing is ever written to, so it ends when the parent does, even by
 * kill -9 (the system closes the pipe, whatever became of the process id). The process then ends at once, without its
 * shutdown hooks: every part must survive that anyway, and nobody is left to see it stop gracefully. Needs nothing but
 * java.base, because it runs on the class paths of others.
 */
public final class Tether {

    private static final int AS_IF_KILLED = 137;

    private Tether() {}

    /** Takes the name of the main class, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        var thread = new Thread(Tether::haltWhenInputEnds, "tether");
        thread.setDaemon(true);
        thread.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException failed) {
            failed.printStackTrace();
            Runtime.getRuntime().exit(1);
        }
    }

    private static void haltWhenInputEnds() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is written to it; whatever arrives means that the parent lives.
            }
        } catch (IOException closed) {
            // As good as its end.
        }
        Runtime.getRuntime().halt(AS_IF_KILLED);
    }
}
