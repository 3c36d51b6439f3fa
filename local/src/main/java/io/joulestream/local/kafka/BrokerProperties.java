package io.joulestream.local.kafka;

import java.nio.file.Path;

/** The broker's configuration files, as texts. */
final class BrokerProperties {

    private BrokerProperties() {}

    static String text(Path logs, int port, int controllerPort) {
        return """
                # Written at every start: changes here are lost.
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s

                # Time is when a record arrived; nothing is ever deleted unless its topic says so.
                log.message.timestamp.type=LogAppendTime
                log.retention.ms=-1
                log.retention.bytes=-1
                auto.create.topics.enable=false
                message.max.bytes=%4$d

                # One broker.
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0

                # Few threads and small buffers: a machine of two cores.
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=8388608
                log.index.size.max.bytes=1048576
                # The only broker has nobody to hand its partitions to.
                controlled.shutdown.enable=false
                """.formatted(port, controllerPort, logs, Topics.MAX_RECORD_BYTES);
    }

    static String logging(Path file) {
        return """
                rootLogger.level = WARN
                rootLogger.appenderRef.file.ref = file
                appender.file.name = file
                appender.file.type = RollingFile
                appender.file.fileName = %1$s
                appender.file.filePattern = %1$s.%%i
                appender.file.layout.type = PatternLayout
                appender.file.layout.pattern = %%d{yyyy-MM-dd HH:mm:ss,SSS} %%-5p %%c - %%m%%n
                appender.file.policies.type = Policies
                appender.file.policies.size.type = SizeBasedTriggeringPolicy
                appender.file.policies.size.size = 20MB
                appender.file.strategy.type = DefaultRolloverStrategy
                appender.file.strategy.max = 3
                """.formatted(file);
    }
}
