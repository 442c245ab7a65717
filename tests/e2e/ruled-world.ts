import type { APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { expect } from 'vitest';
import { DEFAULT_SETTINGS, type SettingsChange } from '../../src/storage/settings.ts';
import { sine, wav } from '../helpers/signals.ts';
import { roleId } from './forge.ts';
import { startWorld, type World } from './world.ts';

export const RATE = 22_050;
/** The longest names of roles: emoji, right-to-left text, markup. */
export const AWKWARD = Array.from(
  { length: 25 },
  (_, i) => `${i} ${['👩‍🚒'.repeat(20), 'ש'.repeat(97), '*[_'.repeat(32)][i % 3]}`,
);

/** A server whose members have roles that settings can name. */
export interface RuledWorld {
  readonly world: World;
  readonly guildId: string;
  /** The id of the role DJ. */
  readonly djs: string;
  /** The owner of the server, who manages it. */
  readonly ada: Member;
  readonly ben: Member;
  /** A member who manages the server by a role. */
  readonly cleo: Member;
  /** A member with the role DJ. */
  readonly dan: Member;
  rule(change: SettingsChange): Promise<unknown>;
  stored(): Promise<typeof DEFAULT_SETTINGS>;
  /** Resets the settings, and checks that the bot has broken no rule of Discord. */
  reset(): Promise<void>;
}

export async function startRuledWorld(): Promise<RuledWorld> {
  const named = (name: string) => ({ name, permissions: [] });
  const world = await startWorld({
    env: { MAX_SOUNDS: '50', MAX_LIBRARY_MB: '8' },
    guilds: [
      {
        name: 'Sound Workshop',
        roles: [
          { name: 'Librarian', permissions: ['ManageGuild'] },
          ...['DJ', '**@everyone** 🎧', ...AWKWARD].map(named),
        ],
        channels: [{ name: 'sounds' }, { name: 'general' }],
        members: [
          { name: 'ada', displayName: 'Ada' },
          { name: 'ben', displayName: 'Ben' },
          { name: 'cleo', displayName: 'Cleo', roles: ['Librarian'] },
          { name: 'dan', displayName: 'Dan', roles: ['DJ'] },
        ],
      },
    ],
  });
  const { playground, libraries } = world;
  const ada = playground.member('ada');
  const guildId = ada.guildId ?? '';
  const rule = (change: SettingsChange) => libraries.settings.change(guildId, change);
  return {
    world,
    guildId,
    djs: await roleId(playground, guildId, 'DJ'),
    ada,
    ben: playground.member('ben'),
    cleo: playground.member('cleo'),
    dan: playground.member('dan'),
    rule,
    stored: () => libraries.settings.read(guildId),
    async reset() {
      expect(playground.violations).toEqual([]);
      await rule(DEFAULT_SETTINGS);
    },
  };
}

let seconds = 0.2;
/** Sends /add with a sound of another length each time, so that none is a duplicate. */
export function add(member: Member, label = 'a sound'): Invocation {
  seconds += 0.1;
  return member.slash('add', {
    audio: member.upload('tone.wav', wav(sine(seconds * 1000, seconds, RATE), RATE)),
    label,
  });
}

/** Resolves to the panel of /settings once it contains the text. */
export function panel(sent: Invocation, says: RegExp = /Settings of this server/): Promise<APIMessage> {
  return sent.until(({ components }) => says.test(JSON.stringify(components)));
}
