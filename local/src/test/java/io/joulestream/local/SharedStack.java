package io.joulestream.local;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.stack.Addresses;
import io.joulestream.local.stack.LocalStack;
import io.joulestream.local.stack.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running system for all tests that share nothing else ({@link OnSharedStack}): each keeps to series of its own.
 * Started for the first of them, stopped after the last test of the JVM.
 */
final class SharedStack implements ParameterResolver {
    private static final Duration READY = Duration.ofMinutes(5);

    /** A stack in a folder of its own that goes with it. */
    static final class Running implements AutoCloseable {
        private final Path folder;
        private final LocalStack stack;
        private final List<String> said = new CopyOnWriteArrayList<>();

        private Running() {
            try {
                folder = Files.createTempDirectory("joulestream-e2e");
                var config = LocalConfig.from(Map.of(
                        "data", folder.toString(),
                        "endpoint.port", "0",
                        "kafka.port", "0",
                        "kafka.controller-port", "0",
                        "clickhouse.port", "0",
                        "flink.port", "0",
                        "flink.rpc-port", "0"));
                stack = LocalStack.start(Home.find(), config, (part, line) -> said.add(part + " " + line));
            } catch (IOException e) {
                throw new IllegalStateException("the stack does not start", e);
            }
            try {
                stack.awaitReady(READY);
            } catch (RuntimeException e) {
                close();
                throw new IllegalStateException("not ready; said " + said, e);
            }
        }

        URI baseUrl() {
            return URI.create(addresses().endpointUrl());
        }

        Path folder() {
            return folder;
        }

        Addresses addresses() {
            return stack.addresses();
        }

        /** Of a part that is running, by its name. */
        long pid(String part) {
            return stack.pids().entrySet().stream()
                    .filter(entry -> entry.getKey().label().equals(part))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
        }

        StoreClient store() {
            return StoreClient.of(addresses().clickHouseUrl(), folder);
        }

        @Override
        public void close() {
            var pids = stack.pids().values();
            try {
                stack.close();
                Processes.deleteFolder(folder);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Processes.assertGone(pids);
            if (stack.pids().size() != Part.values().length) {
                throw new AssertionError("not all parts ran: " + stack.pids());
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class);
    }
}
