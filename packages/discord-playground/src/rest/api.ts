import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, RequestRecord, Violation } from '../contract.ts';
import { answerErrors, requestErrors, withTrimmedEmbeds } from '../limits/description.ts';
import type { World } from '../world/world.ts';
import {
  DiscordError,
  describeErrors,
  invalidApiVersion,
  invalidForm,
  methodNotAllowed,
  notFound,
  unauthorized,
} from './errors.ts';
import { createFaults } from './faults.ts';
import { createRateLimits } from './rate-limits.ts';
import { type RequestBody, readBody } from './read-body.ts';
import { type Answer, createRouter, type Route } from './router.ts';

/** Discord's error codes that are recorded as violations, with the kind of rule that the bot broke. */
const VIOLATIONS: Record<number, string> = {
  ...{ 50035: 'limit', 50006: 'limit', 40005: 'limit', 50013: 'permission', 50173: 'permission' },
  ...{ 50159: 'voice message', 50160: 'voice message', 50161: 'voice message', 50162: 'voice message' },
};

/** Maximum number of different missing routes that are reported. */
const MAX_UNKNOWN_ROUTES = 100;

/** Maximum number of recorded requests, because a playground may run for days. */
const MAX_RECORDS = 10_000;

export interface ApiOptions {
  readonly checkAnswers: boolean;
  /** Simulated upload speed of a bot's connection, in bytes per second; undefined for no limit. */
  readonly uploadBytesPerSecond: number | undefined;
  readonly onUnknownRoute: (route: string) => void;
}

export interface Api {
  serve(request: IncomingMessage, response: ServerResponse, url: URL): void;
  readonly requests: RequestRecord[];
  readonly violations: Violation[];
  inject(fault: Fault): () => void;
  /** Returns the failure to inject into a download of a file, if any. */
  takeFault(path: string): Fault | null;
}

/** Creates the request handler of Discord's HTTP API, version 10. */
export function createApi(world: World, routes: readonly Route[], options: ApiOptions): Api {
  const { checkAnswers, uploadBytesPerSecond, onUnknownRoute } = options;
  const unknownRoutes = new Set<string>();
  const router = createRouter(routes);
  const rateLimits = createRateLimits();
  const faults = createFaults();
  const requests: RequestRecord[] = [];
  const violations: Violation[] = [];

  async function answer(
    request: IncomingMessage,
    url: URL,
    record: RequestRecord,
    response: ServerResponse,
  ): Promise<Answer | Cut> {
    const { json, files }: RequestBody = await readBody(request, pace(world.clock.now()));
    record.body = json;
    const fault = faults.take(record.method, record.path, files.length > 0);
    if (fault !== null && fault.isDone !== true) return strike(fault, response);
    if (!url.pathname.startsWith('/api/v10/')) throw invalidApiVersion();

    const match = router.match(record.method, record.path);
    if (match === null || match.route === null) {
      reportUnknownRoute(record);
      throw match === null ? notFound() : methodNotAllowed();
    }
    const { route, params } = match;
    if (route.isOpen !== true && request.headers.authorization !== `Bot ${world.token}`) throw unauthorized();

    const { headers, retryAfter, isGlobal } = rateLimits.take(route, params);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (retryAfter !== null) return tooMany(response, retryAfter, isGlobal);

    const described = `${route.method} ${route.path}`;
    const body = withTrimmedEmbeds(json);
    const errors = requestErrors(described, body);
    if (errors !== null) {
      violate('published description', record, describeErrors(errors));
      throw invalidForm(errors);
    }
    const result = route.handle({
      world,
      query: url.searchParams,
      body,
      files,
      hasParam: (name) => name in params,
      param(name) {
        const value = params[name];
        if (value === undefined) throw new Error(`${route.path} has no parameter ${name}`);
        return value;
      },
    });
    const mistakes = checkAnswers ? answerErrors(described, result.status, result.body) : null;
    if (mistakes !== null) violate('answer', { ...record, body: result.body }, describeErrors(mistakes));
    return fault === null ? result : strike(fault, response);
  }

  /** Returns a function that waits until a number of bytes would have arrived at the simulated upload speed. */
  function pace(startedAt: number): (received: number) => Promise<void> {
    const perSecond = uploadBytesPerSecond;
    if (perSecond === undefined) return () => Promise.resolve();
    return (received) => {
      const left = startedAt + (received / perSecond) * 1000 - world.clock.now();
      return left <= 0 ? Promise.resolve() : new Promise((resolve) => world.clock.after(left, resolve));
    };
  }

  /** Reports a missing route with its ids replaced by a placeholder; each route is reported once. */
  function reportUnknownRoute({ method, path }: RequestRecord): void {
    const route = `${method} ${path.replace(/\/\d+(?=\/|$)/g, '/{id}')}`;
    if (unknownRoutes.has(route) || unknownRoutes.size >= MAX_UNKNOWN_ROUTES) return;
    unknownRoutes.add(route);
    onUnknownRoute(route);
  }

  function violate(rule: string, { method, path, body }: RequestRecord, problems: string[]): void {
    const violation = { rule, method, path, problems, body };
    violations.push(violation);
    world.announce({ type: 'violation', violation });
  }

  function refusal(error: unknown, record: RequestRecord): Answer {
    if (!(error instanceof DiscordError)) {
      // Any other error is a bug of the playground. It is logged, because the bot would only retry.
      console.error(error);
      return { status: 500, body: { message: 'Internal Server Error', code: 0 } };
    }
    const { body, status } = error;
    const rule = VIOLATIONS[body.code];
    const isNoted = violations.at(-1)?.body === record.body && violations.at(-1)?.rule === 'published description';
    if (rule !== undefined && !isNoted) {
      violate(rule, record, body.errors === undefined ? [body.message] : describeErrors(body.errors));
    }
    return { status, body };
  }

  return {
    requests,
    violations,
    inject: faults.inject,
    takeFault: (path) => faults.take('GET', path, false),
    serve(request, response, url) {
      // Decodes percent encoding: discord.js sends `@original` as `%40original`.
      const path = url.pathname.replace(/^\/api(\/v\d+)?/, '').replace('%40', '@');
      const record: RequestRecord = { method: request.method ?? 'GET', path, status: 0, body: undefined };
      requests.push(record);
      if (requests.length > MAX_RECORDS) requests.shift();
      answer(request, url, record, response)
        .catch((error: unknown) => refusal(error, record))
        .then((result) => {
          if (result === 'reset') return void request.socket.resetAndDestroy();
          if (result === 'close') return void request.socket.end();
          record.status = result.status;
          response.writeHead(result.status, result.body === undefined ? {} : { 'Content-Type': 'application/json' });
          response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
        });
    },
  };
}

/** How the playground cuts a connection instead of answering: by a TCP reset, or by closing it. */
type Cut = 'reset' | 'close';

function strike(fault: Fault, response: ServerResponse): Answer | Cut {
  if (fault.status === 0) return fault.cut ?? 'reset';
  if (fault.status === 429) return tooMany(response, fault.retryAfter ?? 0.05, fault.global ?? false);
  return { status: fault.status, body: { message: `${fault.status}: injected`, code: fault.code ?? 0 } };
}

function tooMany(response: ServerResponse, seconds: number, isGlobal: boolean): Answer {
  response.setHeader('Retry-After', seconds.toFixed(3));
  response.setHeader('X-RateLimit-Scope', isGlobal ? 'global' : 'user');
  if (isGlobal) response.setHeader('X-RateLimit-Global', 'true');
  return { status: 429, body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal } };
}
