package io.joulestream.endpoint;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong into a problem; what is our fault is logged once, and hidden from the client. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static QueuedThreadPool threads(int most) {
        var threads = new QueuedThreadPool(most, 8);
        threads.setName("http");
        return threads;
    }

    static void handle(RoutesConfig routes) {
        routes.exception(Problem.class, Problem::answer);
        routes.exception(StoreUnavailable.class, (e, ctx) -> {
            LOG.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
            Problem.storeAway(e).answer(ctx);
        });
        routes.exception(
                HttpResponseException.class, (e, ctx) -> problem(e, ctx).answer(ctx));
        routes.exception(InterruptedException.class, (e, ctx) -> {
            Thread.currentThread().interrupt();
            Problem.busy("the endpoint is stopping").answer(ctx);
        });
        routes.exception(EofException.class, (e, ctx) -> LOG.debug("a client went away: {}", ctx.path()));
        routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
            new Problem(500, "internal_error", "the endpoint's log says more").answer(ctx);
        });
    }

    private static Problem problem(HttpResponseException e, Context ctx) {
        if (e instanceof MethodNotAllowedResponse) {
            String allowed = String.join(", ", e.getDetails().values());
            return new Problem(405, "method_not_allowed", ctx.method() + " is not possible here")
                    .with("value", ctx.method().name())
                    .with("allowed", allowed)
                    .header("Allow", allowed);
        }
        return e.getStatus() == 404
                ? new Problem(404, "not_found", "there is nothing at this path").with("value", ctx.path())
                : new Problem(e.getStatus(), "request_invalid", String.valueOf(e.getMessage()));
    }

    /** Answers what Jetty itself refuses, such as a broken request line. */
    static final class JettyErrors extends ErrorHandler {
        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
            var problem = code >= 500
                    ? new Problem(code, "internal_error", "the endpoint's log says more")
                    : new Problem(code, "request_invalid", message == null ? "not a valid request" : message);
            response.write(true, ByteBuffer.wrap(problem.json()), callback);
        }
    }
}
