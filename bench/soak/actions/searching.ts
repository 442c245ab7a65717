import { type APIMessage, type APIMessageTopLevelComponent, ComponentType } from 'discord.js';
import { damagedFile, HOSTILE, randomSound, recording } from '../files.ts';
import { type ActionContext, pickRandom, type SimulatedMember, textOf } from '../simulated-member.ts';

/** Searches with a file, then uses the buttons and menus of the results. */
export async function search({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const { name, bytes } =
    context.random() < 0.3 ? recording(context.random) : { name: 'query.wav', bytes: randomSound(context.random) };
  const found = await context.send(() => member.slash('search', { audio: member.upload(name, bytes), top: 3 }));
  if (found?.embeds.length) await browse({ member }, context, found);
}

export async function searchByStored({ member, kept }: SimulatedMember, context: ActionContext): Promise<void> {
  const sound = pickRandom(context.random, kept);
  if (sound === undefined) return;
  const found = await context.send(() => member.slash('search', { sound, tag: 'drum' }));
  if (found?.embeds.length) await browse({ member }, context, found);
}

/** Searches with words; the bot rejects this, because it runs without CLAP. */
export async function searchByWords({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const refused = await context.send(() => member.slash('search', { text: 'a dog that barks in the rain' }));
  if (refused && !/CLAP|empty/.test(refused.content)) throw new Error(`words were answered: ${textOf(refused)}`);
}

export async function findSimilar({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const file = recording(context.random);
  const message = member.post('what is this?', [member.upload(file.name, file.bytes)]);
  await context.send(() => member.messageCommand('Find similar sounds', message));
}

/** Presses up to two buttons of the results, or chooses from their menus. */
async function browse(
  { member }: Pick<SimulatedMember, 'member'>,
  context: ActionContext,
  found: APIMessage,
): Promise<void> {
  for (let left = Math.floor(3 * context.random()); left > 0; left -= 1) {
    const control = pickRandom(context.random, controlsOf(found.components ?? []));
    if (!control) return;
    const { id, value } = control;
    const pressed = context.send(() =>
      value === undefined ? member.click(found, id) : member.select(found, id, [value]),
    );
    const next = await pressed.catch((error: unknown) => {
      // A later edit of the message, such as its picture, can bring other controls.
      if (error instanceof Error && /has no (button|menu)/.test(error.message)) return undefined;
      throw error;
    });
    // Pages, levels and weights edit the message, so that its controls are others; the rest sends a new reply.
    if (next?.id === found.id) return browse({ member }, context, next);
  }
}

/** Returns the custom ids of the enabled buttons and of the menus, each menu with its first value. */
function controlsOf(rows: readonly APIMessageTopLevelComponent[]): { id: string; value?: string }[] {
  return rows
    .flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []))
    .flatMap((component) => {
      if (component.type === ComponentType.Button && 'custom_id' in component)
        return component.disabled ? [] : [{ id: component.custom_id }];
      if (component.type !== ComponentType.StringSelect) return [];
      const value = component.options[0]?.value;
      return value === undefined ? [] : [{ id: component.custom_id, value }];
    });
}

export async function damaged({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const { name, bytes } = damagedFile(context.random);
  await context.send(() => member.slash('search', { audio: member.upload(name, bytes) }));
}

export async function hostile({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const file = pickRandom(context.random, HOSTILE);
  if (!file) return;
  const audio = member.upload(file.name, file.bytes, { contentType: 'audio/mpeg' });
  await context.send(() => member.slash('add', { audio, label: '@everyone `](https://example.com) <@1>' }));
}

export async function brokenOff({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const url = `${context.slowOrigin}/broken`;
  const audio = member.upload('broken.wav', new Uint8Array(100_000), { url });
  await context.send(() => member.slash('search', { audio }));
}

/** Adds a file whose download never completes, then cancels the command. */
export async function cancel({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const audio = member.upload('stuck.wav', new Uint8Array(100_000), { url: `${context.slowOrigin}/stuck` });
  const sent = await context.begin(() => member.slash('add', { audio }));
  const button = (message: { components?: unknown }) => JSON.stringify(message.components ?? []).includes('Cancel');
  const shown = await sent.until(button, 60_000);
  await context.begin(() => member.click(shown, 'Cancel'));
  await context.answerTo(sent);
}
