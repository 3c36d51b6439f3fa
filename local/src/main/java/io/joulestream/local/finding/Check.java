package io.joulestream.local.finding;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks at one thing of a running system and changes nothing. Its class's name is its name, see the runbook. */
public interface Check {

    /** Such as {@code topic-settings}: a heading of docs/runbook.md. */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Without them it is not run. */
    Set<Component> needs();

    /** Never empty: where all is well it says so, with numbers. What it throws is a finding, too. */
    List<Finding> findings() throws Exception;
}
