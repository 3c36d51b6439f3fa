package io.joulestream.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine's loopback address. Thread-safe. */
public final class Ports {

    // Below what systems hand out to outgoing connections, which would take a port between choice and use.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private Ports() {}

    /**
     * The wanted port, or for 0 one that is free and that this process has handed to nobody else.
     *
     * @param setting how the user chooses another, for the message
     */
    public static int claim(int wanted, String part, String setting) {
        if (wanted == 0) {
            return free();
        }
        if (!isFree(wanted)) {
            throw new StackException("port " + wanted + " is taken, and " + part + " needs it: choose another with "
                    + setting + ", or end what listens there");
        }
        return wanted;
    }

    private static int free() {
        synchronized (HANDED_OUT) {
            while (true) {
                var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
                if (isFree(port) && HANDED_OUT.add(port)) {
                    return port;
                }
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
