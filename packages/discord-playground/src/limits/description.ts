import { z } from 'zod';
import { addError, type ErrorTree } from '../rest/errors.ts';
import { describeIssue } from './check.ts';
import description from './description.generated.json' with { type: 'json' };

type Schema = Exclude<Parameters<typeof z.fromJSONSchema>[0], boolean>;

const { $defs, requests, answers } = z
  .object({
    requests: z.record(z.string(), z.custom<Schema>()),
    answers: z.record(z.string(), z.custom<Schema>()),
    $defs: z.custom<Record<string, Schema>>(),
  })
  .parse(description);

/** Cache of the zod schemas. A conversion takes up to 100 ms, so it happens when a route is first used. */
const converted = new Map<Schema, z.ZodType>();

/**
 * Checks the body of a request against Discord's published description.
 * @param route method and path, as in the description: `POST /channels/{channel_id}/messages`
 * @returns Discord's nested errors; null if the body matches, or if the description does not know the route
 */
export function requestErrors(route: string, body: unknown): ErrorTree | null {
  return body === undefined ? null : errorsOf(requests[route], withNumericPermissions(body));
}

/** Checks an answer of the playground itself against the description. Returns null if it matches. */
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

/** Replaces an issue of a union by the issues of the member that the value comes closest to. */
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

/** Copies a command with numeric permissions: the description says integer, but bots send strings of digits. */
function withNumericPermissions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumericPermissions);
  if (typeof value !== 'object' || value === null || !('default_member_permissions' in value)) return value;
  const { default_member_permissions: bits } = value;
  return { ...value, default_member_permissions: typeof bits === 'string' ? Number(bits) : bits };
}
