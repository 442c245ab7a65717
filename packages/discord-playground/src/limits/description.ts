import { z } from 'zod';
import { addError, type ErrorLeaf, type ErrorTree } from '../rest/errors.ts';
import description from './description.generated.json' with { type: 'json' };

type Schema = Exclude<Parameters<typeof z.fromJSONSchema>[0], boolean>;

const { $defs, requests, answers } = z
  .object({
    requests: z.record(z.string(), z.custom<Schema>()),
    answers: z.record(z.string(), z.custom<Schema>()),
    $defs: z.custom<Record<string, Schema>>(),
  })
  .parse(description);

/** Cache of zod schemas. A conversion takes up to 100 ms, so each schema is converted when it is first used. */
const converted = new Map<Schema, z.ZodType>();

/**
 * Checks the body of a request against Discord's OpenAPI description.
 * @param route method and path, as in the description: `POST /channels/{channel_id}/messages`
 * @returns Discord's nested errors; null if the body matches or the description does not contain the route
 */
export function requestErrors(route: string, body: unknown): ErrorTree | null {
  // A multipart request with nothing but files has no JSON body, which is checked like an empty object.
  return errorsOf(requests[route], body === undefined ? {} : withNumericPermissions(body));
}

/** Checks an answer of the playground against Discord's OpenAPI description. Returns null if the answer matches. */
export function answerErrors(route: string, status: number, body: unknown): ErrorTree | null {
  return errorsOf(answers[`${route} ${status}`], body);
}

function errorsOf(schema: Schema | undefined, body: unknown): ErrorTree | null {
  if (schema === undefined) return null;
  const issues = convert(schema).safeParse(body, { reportInput: true }).error?.issues ?? [];
  if (issues.length === 0) return null;
  const errors: ErrorTree = {};
  for (const { path, issue } of issues.flatMap((issue) => closestIssues(issue, []))) {
    addError(errors, path, describeIssue(issue));
  }
  return errors;
}

function convert(schema: Schema): z.ZodType {
  const known = converted.get(schema);
  if (known !== undefined) return known;
  const fresh = z.fromJSONSchema({ ...schema, $defs });
  converted.set(schema, fresh);
  return fresh;
}

interface LocatedIssue {
  readonly path: readonly PropertyKey[];
  readonly issue: z.core.$ZodIssue;
}

/** Replaces the zod issue of a union by the issues of the union member that fits the value best. */
function closestIssues(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): LocatedIssue[] {
  const path = [...prefix, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, issue }];
  const members = issue.errors.map((errors) => errors.flatMap((inner) => closestIssues(inner, path)));
  const isOfType = (found: LocatedIssue[]) =>
    !found.some(
      (one) => one.path.length === path.length || (one.path.length === path.length + 1 && one.path.at(-1) === 'type'),
    );
  const candidates = members.filter(isOfType);
  const [best] = (candidates.length > 0 ? candidates : members).sort((a, b) => a.length - b.length);
  return best ?? [{ path, issue }];
}

/** Copies a command with its permissions as a number: bots send a string of digits, the description requires a number. */
function withNumericPermissions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumericPermissions);
  if (typeof value !== 'object' || value === null || !('default_member_permissions' in value)) return value;
  const { default_member_permissions: bits } = value;
  return { ...value, default_member_permissions: typeof bits === 'string' ? Number(bits) : bits };
}

/** Returns Discord's error code and message for a zod issue. */
function describeIssue(issue: z.core.$ZodIssue): ErrorLeaf {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
        : { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
    case 'too_small':
      if (issue.origin !== 'string' && issue.origin !== 'array') {
        return { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` };
      }
      return issue.minimum === 1
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
        : { code: 'BASE_TYPE_BAD_TYPE', message: `Must be of type ${issue.expected}.` };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.map(String).join(', ')}}.` };
    case 'invalid_union':
      return {
        code: 'UNION_TYPE_CHOICES',
        message: `Value of field "${issue.discriminator ?? 'type'}" is not one that may stand here.`,
      };
    case 'invalid_format':
      return issue.format === 'url'
        ? { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }
        : { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'custom':
      return { code: String(issue.params?.code ?? 'BASE_TYPE_BAD_TYPE'), message: issue.message };
    default:
      return { code: 'BASE_TYPE_BAD_TYPE', message: issue.message };
  }
}

/** Copies a body with the texts of its embeds trimmed: Discord checks their length after trimming. */
export function withTrimmedEmbeds(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const trimmed = 'embeds' in body ? { ...body, embeds: trimTexts(body.embeds) } : body;
  return 'data' in trimmed ? { ...trimmed, data: withTrimmedEmbeds(trimmed.data) } : trimmed;
}

function trimTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, trimTexts(child)]));
}
