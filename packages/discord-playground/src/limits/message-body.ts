import { AllowedMentionsTypes, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import { check, refuse, withoutNulls } from './check.ts';
import { topLevelComponent } from './components.ts';
import { embeds } from './embeds.ts';

const MAX_COMPONENTS = 40;
const MAX_DISPLAYED_TEXT = 4000;
const snowflake = z.union([z.string().regex(/^\d+$/), z.int()]).transform(String);

const attachment = z.object({
  id: snowflake,
  filename: z.string().max(1024).exactOptional(),
  title: z.string().max(1024).exactOptional(),
  description: z.string().max(1024).exactOptional(),
  duration_secs: z.number().min(0).exactOptional(),
  waveform: z.string().max(400).exactOptional(),
});

const schema = z
  .object({
    content: z.string().max(2000).optional(),
    embeds: embeds.optional(),
    components: z.array(topLevelComponent).optional(),
    attachments: z.array(attachment).max(10).optional(),
    flags: z.int().min(0).optional(),
    tts: z.boolean().optional(),
    nonce: z.union([z.string().max(25), z.int()]).optional(),
    allowed_mentions: z
      .object({
        parse: z.array(z.enum(AllowedMentionsTypes)).optional(),
        users: z.array(snowflake).max(100).optional(),
        roles: z.array(snowflake).max(100).optional(),
        replied_user: z.boolean().optional(),
      })
      .optional(),
    message_reference: z.object({ message_id: snowflake.optional() }).optional(),
  })
  .superRefine((body, context) => {
    const list = body.components ?? [];
    if ((body.flags ?? 0) & MessageFlags.IsComponentsV2) checkComponentsV2(body, context);
    else checkRows(list, context);
    checkCustomIds(list, context);
  });

/** The content of a message or of an edit. An edit leaves absent properties as they are, and empties the `cleared` ones. */
export type MessageBody = z.infer<typeof schema> & { cleared: ReadonlySet<string> };

type Component = z.infer<typeof topLevelComponent>;
type Context = z.RefinementCtx;

/**
 * Parses a message that a bot sends.
 * @param prefix path of the message in the request's body: `['data']` in an interaction callback
 * @param flagsBefore flags of the message that is being edited
 * @throws DiscordError 50035
 */
export function parseMessageBody(value: unknown, prefix: string[] = [], flagsBefore = 0): MessageBody {
  const raw = z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(value ?? {});
  const cleared = new Set(Object.keys(raw).filter((key) => raw[key] === null));
  const clean = z.record(z.string(), z.unknown()).catch({}).parse(withoutNulls(raw));
  const { flags } = clean;
  const merged = flagsBefore & MessageFlags.IsComponentsV2;
  const body = merged === 0 ? clean : { ...clean, flags: (typeof flags === 'number' ? flags : 0) | merged };
  return { ...check(schema, body, prefix), cleared };
}

function checkRows(list: Component[], context: Context): void {
  if (list.length > 5)
    context.addIssue(refuse('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.', ['components']));
  for (const [i, component] of list.entries()) {
    if (component.type === ComponentType.ActionRow) continue;
    context.addIssue(refuse('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).', ['components', i]));
  }
}

function checkComponentsV2(
  body: { content?: unknown; embeds?: unknown; components?: Component[] | undefined },
  context: Context,
) {
  for (const field of ['content', 'embeds'] as const) {
    if (body[field] === undefined) continue;
    const text = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    context.addIssue(refuse('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', text, [field]));
  }
  const all = (body.components ?? []).flatMap(withChildren);
  if (all.length > MAX_COMPONENTS) {
    const text = `The total number of components cannot exceed ${MAX_COMPONENTS}`;
    context.addIssue(refuse('COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', text, ['components']));
  }
  const letters = all.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : 0), 0);
  if (letters > MAX_DISPLAYED_TEXT) {
    const text = `Displayable text size exceeds maximum size of ${MAX_DISPLAYED_TEXT}`;
    context.addIssue(refuse('COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', text, ['components']));
  }
}

function checkCustomIds(list: Component[], context: Context): void {
  const seen = new Set<string>();
  for (const { custom_id: customId } of list.flatMap(withChildren)) {
    if (typeof customId !== 'string') continue;
    if (seen.has(customId)) {
      const text = 'Component custom id cannot be duplicated';
      context.addIssue(refuse('COMPONENT_CUSTOM_ID_DUPLICATED', text, ['components']));
    }
    seen.add(customId);
  }
}

/** Returns a component and all components inside it, as records of unknown properties. */
export function withChildren(component: object): Record<string, unknown>[] {
  const children = 'components' in component && Array.isArray(component.components) ? component.components : [];
  const accessory = 'accessory' in component && typeof component.accessory === 'object' ? [component.accessory] : [];
  const inside = [...children, ...accessory].filter((child) => typeof child === 'object' && child !== null);
  return [{ ...component }, ...inside.flatMap(withChildren)];
}
