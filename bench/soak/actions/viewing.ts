import { unzipSync } from 'fflate';
import { archive, randomSound } from '../files.ts';
import { oneOf, type Person, type Scene, textOf } from '../simulated-member.ts';

/** A command without options. */
export const plain =
  (command: string) =>
  async ({ member }: Person, scene: Scene): Promise<void> => {
    await scene.send(() => member.slash(command));
  };

/** Opens the rules of the server. */
export async function settings({ member, manages }: Person, scene: Scene): Promise<void> {
  if (manages) await scene.send(() => member.slash('settings'));
}

/** Lists, and turns a page where there are several. */
export async function list({ member }: Person, scene: Scene): Promise<void> {
  const first = await scene.send(() => member.slash('list'));
  if (first?.components?.length) await scene.send(() => member.click(first, '▶'));
}

/** Types, and looks at what is offered first: its picture comes with it. */
export async function info({ member }: Person, scene: Scene): Promise<void> {
  const typed = oneOf(scene.random, ['', 'sound 1', 'sound 2', 'drum', 'zzz']) ?? '';
  const [first] = await scene.type(() => member.autocomplete('info', 'sound', typed));
  if (first) await scene.send(() => member.slash('info', { sound: String(first.value) }));
}

/** Downloads the library and opens it. */
export async function exportLibrary({ member, manages }: Person, scene: Scene): Promise<void> {
  if (!manages) return;
  const sent = await scene.begin(() => member.slash('export'));
  const answer = await scene.outcome(sent);
  if (!/📦/.test(textOf(answer))) return;
  const { attachments } = await sent.until((message) => message.attachments.length > 0, 120_000);
  const zip = await fetch(attachments[0]?.url ?? '');
  const files = Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())));
  if (!files.includes('library.json') || files.length < 2) throw new Error(`an export of ${files.join()}`);
}

/** Brings three sounds in a zip, with a name in it that leads out. */
export async function importLibrary({ member, manages, kept, unclear }: Person, scene: Scene): Promise<void> {
  if (!manages) return;
  const sounds = Array.from({ length: 3 }, () => ({ label: scene.nextLabel(), bytes: randomSound(scene.random) }));
  const upload = member.upload('library.zip', archive(sounds));
  const answer = await scene.send(() => member.slash('import', { archive: upload }));
  const all = /added 3 sounds/.test(textOf(answer));
  for (const { label } of sounds) (all ? kept : unclear).add(label);
}
