package io.joulestream.jobs.providers;

import java.net.http.HttpHeaders;

/** A whole answer over HTTP. */
record Reply(int status, HttpHeaders headers, String body) {}
