package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.Lag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether the log dropped records before they were read, or is another one than was read. */
final class LostRecords implements Check {

    private final List<WatchedTopic> topics;

    LostRecords(List<WatchedTopic> topics) {
        this.topics = topics;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var topic : topics) {
            findings.addAll(judge(topic.subject(), topic.lag().get()));
        }
        return findings;
    }

    static List<Finding> judge(String topic, Lag lag) {
        var findings = new ArrayList<Finding>();
        for (var partition : lag.partitions()) {
            var committed = partition.committed();
            if (committed != null && committed < partition.begin()) {
                findings.add(Finding.problem(
                                topic + ", partition " + partition.number(),
                                (partition.begin() - committed)
                                        + " records were deleted before they were read: read up to " + committed
                                        + ", the log begins at " + partition.begin(),
                                "they are in no window and in no table",
                                "set retention.ms=-1 and retention.bytes=-1 (see topic-settings), then send the period"
                                        + " again: repeats change nothing")
                        .with("lost", partition.begin() - committed));
            } else if (committed != null && committed > partition.end()) {
                findings.add(Finding.problem(
                        topic + ", partition " + partition.number(),
                        "read up to " + committed + ", but the log ends at " + partition.end(),
                        "the topic was made anew or a broker lost its disk: the job waits for offsets that do not come",
                        "stop the job and submit it without a savepoint: it reads the new log from its beginning"));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        topic,
                        "no record was deleted before it was read, in "
                                + lag.partitions().size() + " partitions"))
                : findings;
    }
}
