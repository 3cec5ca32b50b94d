package io.myworkloads.operator.runtime;

import io.myworkloads.operator.runtime.nodes.NodeStore;
import io.myworkloads.operator.runtime.revisions.RevisionApi;
import io.myworkloads.operator.runtime.revisions.RevisionControl;
import io.myworkloads.operator.runtime.revisions.RevisionData;
import io.myworkloads.operator.runtime.revisions.RevisionStore;

/** What the kind that keeps a Pod on every node needs besides the {@link Shell}. */
public record DaemonShell(
    NodeStore nodes,
    RevisionData revisionData,
    RevisionStore revisions,
    RevisionControl revisionControl,
    RevisionApi revisionApi) {}
