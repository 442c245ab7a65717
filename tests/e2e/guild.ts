import type { GuildSeed, Member } from 'discord-playground';
import type { Library, Sound } from '../../src/storage/library.ts';
import type { Settings, SettingsChange } from '../../src/storage/settings.ts';
import type { World } from './world.ts';

/** Role names that are hard to display: of the maximum length, with emoji, right-to-left text or markup. */
export const AWKWARD = Array.from(
  { length: 25 },
  (_, i) => `${i} ${['👩‍🚒'.repeat(20), 'ש'.repeat(97), '*[_'.repeat(32)][i % 3]}`,
);
/** A role name that would mention everybody. */
export const LOUD = '**@everyone** 🎧';
/** Names of members whose Discord client is not in English, by the language of the client. */
export const SPEAKERS = { de: 'dieter', fr: 'florence', 'es-ES': 'elena', ja: 'jun' } as const;

/** Number of channels in which forged messages are posted: Discord limits the messages in each channel. */
export const PLACES = 30;

/** A guild that Ada owns. Cleo and the `SPEAKERS` may manage the guild. Dan has a role without permissions. */
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
/** A second guild, which Dora owns. Ben is a member of both guilds. */
const QUIET_ROOM: GuildSeed = {
  name: 'Quiet Room',
  channels: WORKSHOP.channels,
  members: [
    { name: 'dora', displayName: 'Dora' },
    { name: 'ben', displayName: 'Ben' },
  ],
};

/** A guild in the simulated Discord of a test, and the sounds and settings that the bot has stored for it. */
export interface Guild {
  readonly id: string;
  member(name: string): Member;
  roleId(name: string): string;
  library(): Promise<Library>;
  sounds(): Promise<readonly Sound[]>;
  /** Returns the labels of all sounds, oldest first. */
  labels(): Promise<string[]>;
  settings(): Promise<Settings>;
  /** Changes settings directly in the storage, not through the bot's settings panel. */
  change(change: SettingsChange): Promise<unknown>;
}

export const openWorkshop = (world: World, seed: Partial<GuildSeed> = {}) => openGuild(world, { ...WORKSHOP, ...seed });
export const openQuietRoom = (world: World) => openGuild(world, QUIET_ROOM);

let opened = 0;

/** Adds a guild to the simulated Discord. The bot's library for the guild is empty. */
function openGuild({ playground, libraries }: World, seed: GuildSeed): Guild {
  opened += 1;
  // Without an explicit id, the id would follow from the name, and two guilds with one name would be the same guild.
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
