import { unzipSync } from 'fflate';
import { archive, randomSound } from '../files.ts';
import { type ActionContext, pickRandom, type SimulatedMember, textOf } from '../simulated-member.ts';

/** Creates an action that sends a command without options. */
export const plain =
  (command: string) =>
  async ({ member }: SimulatedMember, context: ActionContext): Promise<void> => {
    await context.send(() => member.slash(command));
  };

export async function settings({ member, manages }: SimulatedMember, context: ActionContext): Promise<void> {
  if (manages) await context.send(() => member.slash('settings'));
}

/** Lists the library, and turns to the next page if there is one. */
export async function list({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const first = await context.send(() => member.slash('list'));
  if (first?.components?.length) await context.send(() => member.click(first, '▶'));
}

/** Types part of a label, and opens the first suggestion with its picture. */
export async function info({ member }: SimulatedMember, context: ActionContext): Promise<void> {
  const typed = pickRandom(context.random, ['', 'sound 1', 'sound 2', 'drum', 'zzz']) ?? '';
  const [first] = await context.type(() => member.autocomplete('info', 'sound', typed));
  if (first) await context.send(() => member.slash('info', { sound: String(first.value) }));
}

/** Exports the library, downloads the zip file and opens it. */
export async function exportLibrary({ member, manages }: SimulatedMember, context: ActionContext): Promise<void> {
  if (!manages) return;
  const sent = await context.begin(() => member.slash('export'));
  const answer = await context.answerTo(sent);
  if (!/📦/.test(textOf(answer))) return;
  const { attachments } = await sent.until((message) => message.attachments.length > 0, 120_000);
  const zip = await fetch(attachments[0]?.url ?? '');
  const files = Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())));
  if (!files.includes('library.json') || files.length < 2) throw new Error(`an export of ${files.join()}`);
}

/** Imports a zip file with three sounds and an entry whose path leads out of the archive. */
export async function importLibrary(
  { member, manages, kept, unclear }: SimulatedMember,
  context: ActionContext,
): Promise<void> {
  if (!manages) return;
  const sounds = Array.from({ length: 3 }, () => ({ label: context.nextLabel(), bytes: randomSound(context.random) }));
  const upload = member.upload('library.zip', archive(sounds));
  const answer = await context.send(() => member.slash('import', { archive: upload }));
  const all = /added 3 sounds/.test(textOf(answer));
  for (const { label } of sounds) (all ? kept : unclear).add(label);
}
