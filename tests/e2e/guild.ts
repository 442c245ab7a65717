import type { GuildSeed, Member } from 'discord-playground';
import type { Library, Sound } from '../../src/storage/library.ts';
import type { Settings, SettingsChange } from '../../src/storage/settings.ts';
import type { World } from './world.ts';

/** Role names of the maximum length, with emoji, right-to-left text or markup. */
export const AWKWARD = Array.from(
  { length: 25 },
  (_, i) => `${i} ${['👩‍🚒'.repeat(20), 'ש'.repeat(97), '*[_'.repeat(32)][i % 3]}`,
);
/** A role name that would mention everybody. */
export const LOUD = '**@everyone** 🎧';
/** Members whose Discord is in another language than English. */
export const SPEAKERS = { de: 'dieter', fr: 'florence', 'es-ES': 'elena', ja: 'jun' } as const;

/** Number of channels in which forged messages are posted: Discord limits the messages in each channel. */
export const PLACES = 30;

/** Ada owns the guild. Cleo and the speakers may manage it. Dan has a role without permissions. */
const WORKSHOP: GuildSeed = {
  name: 'Sound Workshop',
  roles: [
    { name: 'Librarian', permissions: ['ManageGuild', 'ManageMessages'] },
    ...['DJ', LOUD, ...AWKWARD].map((name) => ({ name, permissions: [] })),
  ],
  channels: [
    ...[{ name: 'sounds' }, { name: 'general' }],
    { name: 'muted', overwrites: [{ for: 'bot', deny: ['SendMessages'] }] },
    ...Array.from({ length: PLACES }, (_, index) => ({ name: `place-${index}` })),
  ],
  members: [
    { name: 'ada', displayName: 'Ada' },
    { name: 'ben', displayName: 'Ben' },
    { name: 'cleo', displayName: 'Cleo', roles: ['Librarian'] },
    { name: 'dan', displayName: 'Dan', roles: ['DJ'] },
    { name: 'eve', displayName: 'Eve', uploadLimit: 50 * 2 ** 20 },
    { name: 'finn', displayName: 'Finn', roles: ['Librarian'], acceptsDirectMessages: false },
    ...Object.entries(SPEAKERS).map(([locale, name]) => ({ name, locale, roles: ['Librarian'] })),
  ],
};
/** Dora owns this guild. Ben is also a member of the other one. */
const QUIET_ROOM: GuildSeed = {
  name: 'Quiet Room',
  channels: WORKSHOP.channels,
  members: [
    { name: 'dora', displayName: 'Dora' },
    { name: 'ben', displayName: 'Ben' },
  ],
};

/** A guild of a test, and what the bot has stored about it. */
export interface Guild {
  readonly id: string;
  member(name: string): Member;
  roleId(name: string): string;
  library(): Promise<Library>;
  sounds(): Promise<readonly Sound[]>;
  /** Returns the labels of all sounds, oldest first. */
  labels(): Promise<string[]>;
  settings(): Promise<Settings>;
  /** Changes settings without the panel. */
  change(change: SettingsChange): Promise<unknown>;
}

export const openWorkshop = (world: World, seed: Partial<GuildSeed> = {}) => openGuild(world, { ...WORKSHOP, ...seed });
export const openQuietRoom = (world: World) => openGuild(world, QUIET_ROOM);

let opened = 0;

/** Adds a guild to the world. Its library is empty. */
function openGuild({ playground, libraries }: World, seed: GuildSeed): Guild {
  opened += 1;
  // Without an id of its own, a guild would be the same as an earlier one of its name.
  const { id, roles } = playground.addGuild({ id: String(2n ** 60n + BigInt(opened)), ...seed });
  const library = () => libraries.open(id);
  const sounds = async () => (await library()).list();
  return {
    id,
    member: (name) => playground.member(name, id),
    roleId: (name) => roles.find((role) => role.name === name)?.id ?? '',
    library,
    sounds,
    labels: async () => (await sounds()).map(({ label }) => label),
    settings: () => libraries.settings.read(id),
    change: (change) => libraries.settings.change(id, change),
  };
}
