import { type APIMessage, type APIMessageTopLevelComponent, ComponentType } from 'discord.js';
import { damagedFile, HOSTILE, randomSound, recording } from '../files.ts';
import { oneOf, type Person, type Scene, textOf } from '../simulated-member.ts';

/** Searches with a file, and goes on with what is below the result. */
export async function search({ member }: Person, scene: Scene): Promise<void> {
  const { name, bytes } =
    scene.random() < 0.3 ? recording(scene.random) : { name: 'query.wav', bytes: randomSound(scene.random) };
  const found = await scene.send(() => member.slash('search', { audio: member.upload(name, bytes), top: 3 }));
  if (found?.embeds.length) await browse({ member }, scene, found);
}

export async function searchByStored({ member, kept }: Person, scene: Scene): Promise<void> {
  const sound = oneOf(scene.random, kept);
  if (sound === undefined) return;
  const found = await scene.send(() => member.slash('search', { sound, tag: 'drum' }));
  if (found?.embeds.length) await browse({ member }, scene, found);
}

/** There is no CLAP here, so that words are refused. */
export async function searchByWords({ member }: Person, scene: Scene): Promise<void> {
  const refused = await scene.send(() => member.slash('search', { text: 'a dog that barks in the rain' }));
  if (refused && !/CLAP|empty/.test(refused.content)) throw new Error(`words were answered: ${textOf(refused)}`);
}

export async function findSimilar({ member }: Person, scene: Scene): Promise<void> {
  const file = recording(scene.random);
  const message = member.post('what is this?', [member.upload(file.name, file.bytes)]);
  await scene.send(() => member.messageCommand('Find similar sounds', message));
}

/** Presses one or two of a result's buttons, or chooses from its menus. */
async function browse({ member }: Pick<Person, 'member'>, scene: Scene, found: APIMessage): Promise<void> {
  for (let left = Math.floor(3 * scene.random()); left > 0; left -= 1) {
    const control = oneOf(scene.random, controlsOf(found.components ?? []));
    if (!control) return;
    const { id, value } = control;
    const next = await scene.send(() =>
      value === undefined ? member.click(found, id) : member.select(found, id, [value]),
    );
    // Pages and levels change the message; the rest answers beside it.
    if (value === undefined && next?.id === found.id) return browse({ member }, scene, next);
  }
}

/** Custom ids of the buttons and menus that can be used, a menu with its first value. */
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

export async function damaged({ member }: Person, scene: Scene): Promise<void> {
  const { name, bytes } = damagedFile(scene.random);
  await scene.send(() => member.slash('search', { audio: member.upload(name, bytes) }));
}

export async function hostile({ member }: Person, scene: Scene): Promise<void> {
  const file = oneOf(scene.random, HOSTILE);
  if (!file) return;
  const audio = member.upload(file.name, file.bytes, { contentType: 'audio/mpeg' });
  await scene.send(() => member.slash('add', { audio, label: '@everyone `](https://example.com) <@1>' }));
}

export async function brokenOff({ member }: Person, scene: Scene): Promise<void> {
  const url = `${scene.slowOrigin}/broken`;
  const audio = member.upload('broken.wav', new Uint8Array(100_000), { url });
  await scene.send(() => member.slash('search', { audio }));
}

/** Sends a file that never arrives, and thinks better of it. */
export async function cancel({ member }: Person, scene: Scene): Promise<void> {
  const audio = member.upload('stuck.wav', new Uint8Array(100_000), { url: `${scene.slowOrigin}/stuck` });
  const sent = await scene.begin(() => member.slash('add', { audio }));
  const button = (message: { components?: unknown }) => JSON.stringify(message.components ?? []).includes('Cancel');
  const shown = await sent.until(button, 60_000);
  await scene.begin(() => member.click(shown, 'Cancel'));
  await scene.outcome(sent);
}
