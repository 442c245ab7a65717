import type { APIMessage } from 'discord.js';
import type { Invocation, Member } from 'discord-playground';
import { expect } from 'vitest';
import { DEFAULT_SETTINGS, type SettingsChange } from '../../src/storage/settings.ts';
import { sine, wav } from '../helpers/signals.ts';
import { roleId } from './forge.ts';
import { startWorld, type World } from './world.ts';

export const RATE = 22_050;
/** Role names of the maximum length, with emoji, right-to-left text or markup. */
export const AWKWARD = Array.from(
  { length: 25 },
  (_, i) => `${i} ${['👩‍🚒'.repeat(20), 'ש'.repeat(97), '*[_'.repeat(32)][i % 3]}`,
);

/** A playground server whose members have roles, for tests of permissions. */
export interface RuledWorld {
  readonly world: World;
  readonly guildId: string;
  /** Id of the role DJ, which Dan has. */
  readonly djs: string;
  readonly ada: Member;
  readonly ben: Member;
  /** A member whose role allows managing the server. */
  readonly cleo: Member;
  readonly dan: Member;
  rule(change: SettingsChange): Promise<unknown>;
  stored(): Promise<typeof DEFAULT_SETTINGS>;
  /** Resets the settings, and checks that the bot has sent no request that Discord would reject. */
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
/** Sends `/add`. Each call sends a sound of another length, so that no sound is a duplicate. */
export function add(member: Member, label = 'a sound'): Invocation {
  seconds += 0.1;
  return member.slash('add', {
    audio: member.upload('tone.wav', wav(sine(seconds * 1000, seconds, RATE), RATE)),
    label,
  });
}

/** Resolves to the panel of `/settings` once its text matches `says`. */
export function panel(sent: Invocation, says: RegExp = /Settings of this server/): Promise<APIMessage> {
  return sent.until(({ components }) => says.test(JSON.stringify(components)));
}
