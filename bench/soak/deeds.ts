import { ComponentType } from 'discord.js';
import type { Invocation, Member } from '../../src/playground/playground.ts';
import { MUTATIONS } from '../../tests/helpers/mutate-file.ts';
import { wav } from '../../tests/helpers/signals.ts';

/** A member of the soak, and what of theirs is in the library as far as they were told. */
export interface Person {
  readonly member: Member;
  readonly kept: Set<string>;
}

export interface Scene {
  readonly random: () => number;
  /** Where files come from that never arrive. */
  readonly slowOrigin: string;
  /** Waits for the answer to an interaction: an embed, or a line that is no progress. */
  answered(sent: Invocation): Promise<string>;
}

export type Deed = (person: Person, scene: Scene) => Promise<void>;

const RATE = 22_050;
const MUTATE = Object.values(MUTATIONS);

/** What members do, and how often of a hundred times. */
export const DEEDS: readonly { readonly name: string; readonly share: number; readonly deed: Deed }[] = [
  { name: 'add', share: 27, deed: add },
  { name: 'search', share: 25, deed: search },
  { name: 'remove', share: 14, deed: remove },
  { name: 'list', share: 10, deed: (person, scene) => plain(person, scene, 'list') },
  { name: 'stats', share: 6, deed: (person, scene) => plain(person, scene, 'stats') },
  { name: 'damaged file', share: 12, deed: damaged },
  { name: 'file that breaks off', share: 3, deed: broken },
  { name: 'cancel', share: 3, deed: cancel },
];

let made = 0;

async function add({ member, kept }: Person, { answered, random }: Scene): Promise<void> {
  made += 1;
  const label = `sound ${made}`;
  const audio = member.upload(`${made}.wav`, randomSound(random));
  if (/Added/.test(await answered(member.slash('add', { audio, label })))) kept.add(label);
}

async function search({ member }: Person, { answered, random }: Scene): Promise<void> {
  await answered(member.slash('search', { audio: member.upload('query.wav', randomSound(random)) }));
}

async function remove({ member, kept }: Person, { answered }: Scene): Promise<void> {
  const [label] = kept;
  if (label === undefined) return;
  await member.autocomplete('remove', 'sound', label).choices();
  if (/Removed/.test(await answered(member.slash('remove', { sound: label })))) kept.delete(label);
}

async function plain({ member }: Person, { answered }: Scene, command: string): Promise<void> {
  await answered(member.slash(command));
}

async function damaged({ member }: Person, { answered, random }: Scene): Promise<void> {
  const mutate = MUTATE[Math.floor(random() * MUTATE.length)];
  const file = randomSound(random);
  const bytes = mutate ? mutate(file, randomSound(random), random) : file;
  await answered(member.slash('search', { audio: member.upload('damaged.wav', bytes) }));
}

async function broken({ member }: Person, { answered, slowOrigin }: Scene): Promise<void> {
  const audio = member.upload('broken.wav', new Uint8Array(100_000), { url: `${slowOrigin}/broken` });
  await answered(member.slash('search', { audio }));
}

/** Sends a file that never arrives, and thinks better of it. */
async function cancel({ member }: Person, { answered, slowOrigin }: Scene): Promise<void> {
  const audio = member.upload('stuck.wav', new Uint8Array(100_000), { url: `${slowOrigin}/stuck` });
  const sent = member.slash('add', { audio });
  const button = (message: { components?: unknown }) => JSON.stringify(message.components ?? []).includes('Cancel');
  const shown = await sent.until(button, 60_000);
  if (shown.components?.[0]?.type !== ComponentType.ActionRow) throw new Error('no button to cancel with');
  member.click(shown, 'Cancel');
  await answered(sent);
}

/** Half a second of four tones and noise: no two are alike. */
function randomSound(random: () => number): Uint8Array {
  const tones = Array.from({ length: 4 }, () => 80 + 4000 * random() ** 2);
  const hiss = random() ** 3;
  const decay = 1 + 30 * random();
  const samples = Float32Array.from({ length: RATE / 2 }, (_, i) => {
    const sum = tones.reduce((total, hertz) => total + Math.sin((2 * Math.PI * hertz * i) / RATE), 0);
    return 0.1 * Math.exp((-decay * i) / RATE) * (sum + 4 * hiss * (random() - 0.5));
  });
  return wav(samples, RATE);
}
