import { randomFillSync } from 'node:crypto';
import type { Invocation, Member } from 'discord-playground';
import { ENGINE_VERSION } from '../../src/engine/embedding.ts';
import { replyOf } from '../../tests/e2e/reply.ts';
import { noise, noiseFile, sine, wav } from '../../tests/helpers/signals.ts';
import { silentFlac } from '../../tests/helpers/silent-flac.ts';
import { idOf, writeLibrary } from '../write-library.ts';
import { judge, type Verdict } from './judge.ts';
import { isAnswered, isOutcome, type Target, type TargetOptions } from './target.ts';

/** Size of an attack: 1 as its name says, less for a test. */
export interface AttackSize {
  /** Factor of the length of files. */
  readonly bytes: number;
  /** Factor of the number of requests, and of files in a form. */
  readonly requests: number;
}

/** An attack that one or several ordinary accounts can make. */
export interface Attack {
  readonly name: string;
  readonly prepare?: TargetOptions['prepare'];
  /**
   * Prepares the attack, and returns a function that sends one wave of requests and resolves to their verdicts. If
   * `end` aborts, the wave no longer waits for outcomes.
   */
  begin(target: Target, size: AttackSize): Promise<(end: AbortSignal) => Promise<readonly Verdict[]>>;
}

const MIB = 2 ** 20;
const [FORMS, FILES, CLICKS, EXPORTS, KEYSTROKES, FILTERS, VIEWS, COSTLY] = [10, 10, 100, 60, 200, 20, 50, 10];
const SOUNDS = 10_000;
const [LONG_SECONDS, LONG_RATE] = [590, 8000];

const atLeastOne = (count: number, scale: number) => Math.max(1, Math.round(count * scale));
const repeat = <T>(count: number, scale: number, make: (index: number) => T) =>
  Array.from({ length: atLeastOne(count, scale) }, (_, index) => make(index));

/** Returns a WAV file of random noise, which no two calls return alike. */
function largeWav(megabytes: number): Uint8Array {
  const bytes = new Uint8Array(noiseFile(1).length + Math.round(megabytes * MIB));
  const header = wav(sine(440, 0.001, 48_000), 48_000).subarray(0, 44);
  // Whole numbers of 32 bits would be no valid floats, so that each sample gets the exponent of a small number.
  randomFillSync(bytes);
  for (let at = 47; at < bytes.length; at += 4) bytes[at] = 0x3d;
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, bytes.length - 8, true);
  view.setUint32(40, bytes.length - 44, true);
  return bytes;
}

async function sendForms(
  member: Member,
  forms: number,
  files: ReturnType<Member['upload']>[],
  end: AbortSignal,
): Promise<Verdict[]> {
  const send = async () => {
    const opened = member.slash('add');
    // A member who has too many requests in progress gets no form.
    const isForm = await opened.acknowledged().then(
      ({ kind }) => kind === 'modal',
      () => false,
    );
    return judge(isForm ? member.submit(opened, { files }) : opened, end);
  };
  return Promise.all(Array.from({ length: forms }, send));
}

const forms: Attack = {
  name: 'ten forms of one member, each with ten files of up to 24 MB',
  async begin({ attackers: [member] }, { bytes, requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    const files = repeat(FILES, requests, (index) => member.upload(`${index}.wav`, largeWav(24 * bytes)));
    return (end) => sendForms(member, atLeastOne(FORMS, requests), files, end);
  },
};

const crowd: Attack = {
  name: 'twenty members, each with a form of ten files of up to 24 MB',
  async begin({ attackers }, { bytes, requests }) {
    const large = repeat(FILES, requests, () => largeWav(24 * bytes));
    const sends = attackers.map((member) => {
      const files = large.map((file, index) => member.upload(`${index}.wav`, file));
      return (end: AbortSignal) => sendForms(member, 1, files, end);
    });
    return async (end) => (await Promise.all(sends.map((send) => send(end)))).flat();
  },
};

const play: Attack = {
  name: 'a hundred presses of Play on a sound of 23 MB',
  async begin({ attackers: [member] }, { bytes, requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    const audio = member.upload('large.wav', largeWav(23 * bytes));
    await isAnswered(member.slash('add', { audio }));
    const tone = member.upload('tone.wav', wav(sine(440, 1, 22_050), 22_050));
    const results = await member.slash('search', { audio: tone }).until(isOutcome, 60_000);
    const menu = replyOf(results).option(/play/i, 0);
    return (end) => Promise.all(repeat(CLICKS, requests, () => judge(member.select(...menu), end)));
  },
};

const exports: Attack = {
  name: 'sixty exports of one manager',
  async begin({ attackers: [member] }, { bytes, requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    for (const name of ['a', 'b', 'c'])
      await isAnswered(member.slash('add', { audio: member.upload(`${name}.wav`, largeWav(20 * bytes)) }));
    return (end) => Promise.all(repeat(EXPORTS, requests, () => judge(member.slash('export'), end)));
  },
};

function writeTaggedLibrary(folder: string): Promise<void> {
  return writeLibrary(folder, SOUNDS, { tags: (order) => Array.from({ length: 10 }, (_, i) => `${order}-${i}`) });
}

const autocompletion: Attack = {
  name: 'two hundred keystrokes at once over ten thousand sounds with ten tags each',
  prepare: writeTaggedLibrary,
  async begin({ attackers: [member] }, { requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    await isAnswered(member.slash('list'));
    const type = async (index: number): Promise<Verdict> => {
      const option = index % 2 === 0 ? 'tag' : 'sound';
      const step = await member
        .autocomplete('search', option, 'some thing mistyped'.slice(0, 1 + (index % 19)))
        .acknowledged();
      return step.kind === 'no-response' ? 'lost' : 'answered';
    };
    return () => Promise.all(repeat(KEYSTROKES, requests, type));
  },
};

const filters: Attack = {
  name: 'twenty filters with as many values as fit, over ten thousand sounds',
  prepare: writeTaggedLibrary,
  async begin({ attackers: [member] }, { requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    await isAnswered(member.slash('list'));
    const values = (count: number) => Array.from({ length: count }, (_, i) => 'zq'[i % 2]).join('|');
    const texts = [`name:${values(140)}`, `by:${values(140)}`, '-name:zq '.repeat(33), `name:z ${'-by:z '.repeat(45)}`];
    const send = (index: number, end: AbortSignal) => {
      const filter = texts[index % texts.length] ?? '';
      return judge(member.slash(index % 2 === 0 ? 'list' : 'random', { filter }), end);
    };
    const type = async (text: string): Promise<Verdict> => {
      const { kind } = await member.autocomplete('list', 'filter', text).acknowledged();
      return kind === 'no-response' ? 'lost' : 'answered';
    };
    return (end) =>
      Promise.all([
        ...repeat(FILTERS, requests, (index) => send(index, end)),
        ...['tag:', 'name:', 'zz', ...texts.map((text) => text.slice(0, 90))].map(type),
      ]);
  },
};

const views: Attack = {
  name: 'fifty paths, maps, searches and tables of one member over ten thousand sounds',
  prepare: (folder) => writeLibrary(folder, SOUNDS, { version: ENGINE_VERSION }),
  async begin({ attackers: [member] }, { requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    await isAnswered(member.slash('list'));
    const sound = (index: number) => idOf((index * 997) % SOUNDS);
    const commands: ((index: number) => Invocation)[] = [
      (index) => member.slash('path', { from: sound(index), to: sound(index + 1), steps: 18 }),
      (index) => member.slash('search', { sound: sound(index), order: 'varied', top: 10 }),
      (index) =>
        member.slash('search', { sound: sound(index), also_like: sound(index + 1), less_like: sound(index + 2) }),
      () => member.slash('map'),
      () => member.slash('duplicates'),
      () => member.slash('stats'),
    ];
    const send = (index: number, end: AbortSignal) =>
      judge(commands[index % commands.length]?.(index) ?? member.slash('list'), end);
    return (end) => Promise.all(repeat(VIEWS, requests, (index) => send(index, end)));
  },
};

const costly: Attack = {
  name: 'ten FLAC files of 8 channels at 192 kHz and ten minutes',
  async begin({ attackers: [member] }, { bytes, requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    const audio = member.upload('costly.flac', silentFlac(600 * bytes, { rate: 192_000, channels: 8 }));
    return (end) => Promise.all(repeat(COSTLY, requests, () => judge(member.slash('search', { audio }), end)));
  },
};

const long: Attack = {
  name: 'ten searches of one member with a sound of almost ten minutes',
  async begin({ attackers: [member] }, { bytes, requests }) {
    if (!member) throw new Error('an attack needs an attacker');
    const audio = member.upload('long.wav', wav(noise(LONG_RATE, LONG_SECONDS * bytes, 0.3), LONG_RATE));
    return (end) => Promise.all(repeat(COSTLY, requests, () => judge(member.slash('search', { audio }), end)));
  },
};

export const attacks = { forms, crowd, long, play, exports, autocompletion, filters, views, costly } satisfies Record<
  string,
  Attack
>;
