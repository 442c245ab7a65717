import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { createSessionStarts } from '../src/gateway/session-starts.ts';
import { allRoutes } from '../src/rest/routes.ts';
import { systemClock } from '../src/world/clock.ts';

/**
 * Prunes Discord's OpenAPI description to JSON schemas of the bodies of the playground's routes.
 * Usage: `tsx scripts/prune-description.ts path/to/openapi.json`
 */

const OUTPUT = new URL('../src/limits/description.generated.json', import.meta.url);
const NOTICE =
  'Discord API description, github.com/discord/discord-api-spec, MIT; pruned by scripts/prune-description.ts';
const REF = '#/components/schemas/';
/** Discord's maximum number of components in a row, and in a message. */
const MAX_ROWS = 5;
const MAX_COMPONENTS = 40;
/**
 * Schemas for routes whose own schema no body can match. That schema is a union of two schemas with the same
 * properties, and requires that a body matches only one of them.
 */
const REPLACED: Record<string, string> = {
  'POST /webhooks/{webhook_id}/{webhook_token}': 'IncomingWebhookRequestPartial',
};

const Content = z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) });
const Operation = z.object({
  requestBody: Content.optional().catch(undefined),
  responses: z.record(z.string(), Content.optional().catch(undefined)),
});
const Api = z.object({
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const api = Api.parse(JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')));
const defs: Record<string, unknown> = {};

/**
 * Copies a schema without its texts, and collects the schemas that it refers to. If exactly one member of a union may
 * match, `anyOf` becomes `oneOf`; Discord writes `anyOf` and marks these unions with `x-discord-union`.
 */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  if ('x-discord-union' in value && 'anyOf' in value) {
    const { anyOf, 'x-discord-union': _, ...rest } = value;
    // Several of the three types of choices can match: an empty list matches all, whole numbers match two.
    const isAmbiguous = JSON.stringify(anyOf).includes('AutocompleteCallback');
    return copy({ ...rest, [isAmbiguous ? 'anyOf' : 'oneOf']: anyOf });
  }
  return Object.fromEntries(Object.entries(value).flatMap(copyProperty));
}

function copyProperty([key, child]: [string, unknown]): [string, unknown][] {
  if (key === '$ref' && typeof child === 'string') {
    const name = child.slice(REF.length);
    collect(name);
    return [[key, `#/$defs/${name}`]];
  }
  if (key === 'format' && typeof child === 'string') {
    if (child === 'snowflake') return [['pattern', '^\\d+$']];
    return child === 'uri' ? [[key, child]] : [];
  }
  if (key === 'components' && typeof child === 'object' && child !== null) return [[key, copy(withoutMax(child))]];
  const isText = ['description', 'title', 'deprecated'].includes(key) && typeof child !== 'object';
  return isText || key.startsWith('x-') ? [] : [[key, copy(child)]];
}

/** Removes the length limits of component lists that `limits/message-rules.ts` checks with another error code. */
function withoutMax(list: object): object {
  const { minItems, maxItems, ...rest } = { minItems: undefined, maxItems: undefined, ...list };
  if (maxItems === MAX_ROWS) return rest;
  return {
    ...rest,
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === MAX_COMPONENTS ? {} : { maxItems }),
  };
}

function collect(name: string): void {
  if (name in defs) return;
  defs[name] = {};
  defs[name] = copy(api.components.schemas[name]);
}

const requests: Record<string, unknown> = {};
const answers: Record<string, unknown> = {};
for (const { method, path } of allRoutes(() => '', createSessionStarts({ clock: systemClock }))) {
  const described = api.paths[path]?.[method.toLowerCase()];
  if (described === undefined) continue;
  const route = `${method} ${path}`;
  const { requestBody, responses } = Operation.parse(described);
  const replaced = REPLACED[route];
  const schema = replaced === undefined ? requestBody?.content['application/json'].schema : { $ref: REF + replaced };
  if (schema !== undefined) requests[route] = copy(schema);
  for (const status of ['200', '201']) {
    const answer = responses[status]?.content['application/json'].schema;
    if (answer !== undefined) answers[`${route} ${status}`] = copy(answer);
  }
}
const pruned = { notice: NOTICE, version: api.info.version, requests, answers, $defs: defs };
await writeFile(OUTPUT, `${JSON.stringify(pruned)}\n`);
