import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Route } from '../rest/router.ts';

export interface Description {
  /** What is wrong with a request's body; empty where it fits, and for routes that the description does not know. */
  problems(route: Route, body: unknown, isMultipart: boolean): string[];
  /** The same for an answer of the playground's own. */
  answerProblems(route: Route, status: number, body: unknown): string[];
}

const document = z.record(z.string(), z.unknown());
const ID = 'discord';

/**
 * Loads Discord's published OpenAPI description; ajv, a development dependency, is loaded only here.
 * @param routes what will be asked about
 */
export async function loadDescription(path: string, routes: readonly Route[]): Promise<Description> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const api = document.parse(JSON.parse(await readFile(path, 'utf8'), exactlyOne));
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    code: { optimize: false },
    inlineRefs: false,
    formats: {
      snowflake: /^\d+$/,
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
      uri: (text: string) => URL.canParse(text),
      nonce: /^.{0,25}$/,
      int32: { type: 'number', validate: (n: number) => Number.isInteger(n) && Math.abs(n) < 2 ** 31 },
      int64: { type: 'number', validate: Number.isInteger },
      double: { type: 'number', validate: Number.isFinite },
    },
  });
  ajv.addSchema(api, ID);

  const compiled = (pointer: string[]) => ajv.getSchema(`${ID}#/${pointer.map(escapePointer).join('/')}`);

  function check(pointer: string[], body: unknown): string[] {
    const validate = compiled(pointer);
    if (validate === undefined || validate(body)) return [];
    const errors = validate.errors ?? [];
    // The deepest complaints say most; of a union's failed branches that is the one that came furthest.
    const depth = Math.max(...errors.map((error) => error.instancePath.length));
    const deepest = errors.filter((error) => error.instancePath.length === depth);
    return [...new Set(deepest.map((error) => `${error.instancePath || '/'} ${error.message}`))];
  }

  // Compiling takes up to a second for each; done before the first interaction, which has only three.
  for (const route of routes) {
    if (route.method !== 'GET' && route.method !== 'DELETE') compiled(bodyPointer(route, false));
  }

  return {
    problems(route, body, isMultipart) {
      return body === undefined ? [] : check(bodyPointer(route, isMultipart), asDescribed(body));
    },
    answerProblems({ method, path }, status, body) {
      const schema = [
        'paths',
        path,
        method.toLowerCase(),
        'responses',
        String(status),
        'content',
        'application/json',
        'schema',
      ];
      return check(schema, body);
    },
  };
}

function bodyPointer({ method, path }: Route, isMultipart: boolean): string[] {
  // Described as one of two schemas that have every property in common, so that nothing fits exactly one. A message
  // that is posted is meant by the first.
  if (method === 'POST' && path === '/webhooks/{webhook_id}/{webhook_token}') {
    return ['components', 'schemas', 'IncomingWebhookRequestPartial'];
  }
  const type = isMultipart ? 'multipart/form-data' : 'application/json';
  return ['paths', path, method.toLowerCase(), 'requestBody', 'content', type, 'schema'];
}

/** The description marks the unions of which exactly one member must fit, and writes them as `anyOf`. */
function exactlyOne(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('x-discord-union' in value) || !('anyOf' in value)) return value;
  const { anyOf, ...rest } = value;
  // An empty list of choices fits all three kinds of autocompletion, and whole numbers fit two.
  if (JSON.stringify(anyOf).includes('AutocompleteCallback')) return value;
  return { ...rest, oneOf: anyOf };
}

/** Permission sets are described as integers and documented, sent and answered as strings of digits. */
function asDescribed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asDescribed);
  if (typeof value !== 'object' || value === null || !('default_member_permissions' in value)) return value;
  const { default_member_permissions: bits } = value;
  return { ...value, default_member_permissions: typeof bits === 'string' ? Number(bits) : bits };
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'));
}
