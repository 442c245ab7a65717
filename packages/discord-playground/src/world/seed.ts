import type { PermissionFlagsBits } from 'discord-api-types/v10';

/** Name of a permission, such as `ManageGuild`. */
export type PermissionName = keyof typeof PermissionFlagsBits;

/** Describes a guild that a playground creates. If an id is absent, it is derived from the name. */
export interface GuildSeed {
  name: string;
  id?: string;
  /** The guild's preferred locale. Default: `en-US`. */
  locale?: string;
  /** Boost level, which sets the maximum size of a file: 0 and 1 give 10 MiB, 2 gives 50 MiB, 3 gives 100 MiB. */
  premiumTier?: 0 | 1 | 2 | 3;
  /** Permissions of everybody. Default: view channels, write, attach files, react, use threads and commands. */
  everyone?: PermissionName[];
  /** Permissions of the bot. Default: view channels, write, embed links, attach files, read the history, soundboard. */
  bot?: PermissionName[];
  roles?: RoleSeed[];
  channels: ChannelSeed[];
  /** Members of the guild. The first member is the owner. */
  members: MemberSeed[];
  /** Sounds of the soundboard, oldest first. Default: none. */
  soundboard?: BoardSoundSeed[];
}

export interface BoardSoundSeed {
  /** Name of 2 to 32 characters. */
  name: string;
  /** MP3 or Ogg file of at most 512 KiB and 5.2 s. */
  file: Uint8Array;
  /** Standard emoji. Default: none. */
  emoji?: string | null;
  /** Volume from 0 to 1. Default: 1. */
  volume?: number;
  /** User name of the member who added the sound. Default: the owner. */
  by?: string;
}

export interface RoleSeed {
  name: string;
  permissions: PermissionName[];
}

export interface ChannelSeed {
  name: string;
  id?: string;
  overwrites?: OverwriteSeed[];
}

export interface OverwriteSeed {
  /** Target of a permission overwrite: a role's name, `everyone` or `bot`. */
  for: string;
  allow?: PermissionName[];
  deny?: PermissionName[];
}

export interface MemberSeed {
  /** User name. The same name in two guilds means the same person. */
  name: string;
  id?: string;
  displayName?: string;
  roles?: string[];
  /** Maximum size of a file that this person may upload, in bytes. Default: 10 MiB; subscribers may upload more. */
  uploadLimit?: number;
  /** Whether this person accepts direct messages of the bot. Default: true. */
  acceptsDirectMessages?: boolean;
  /** Language of this person's Discord client. Default: `en-US`. */
  locale?: string;
}

/** Two guilds that share one member, so that a test can check isolation and permissions. */
export const defaultGuilds: GuildSeed[] = [
  {
    name: 'Sound Workshop',
    roles: [{ name: 'Librarian', permissions: ['ManageGuild', 'ManageMessages'] }],
    channels: [{ name: 'sounds' }, { name: 'general' }],
    members: [
      { name: 'ada', displayName: 'Ada' },
      { name: 'ben', displayName: 'Ben' },
      { name: 'cleo', displayName: 'Cleo', roles: ['Librarian'] },
    ],
  },
  {
    name: 'Quiet Room',
    channels: [{ name: 'lounge' }],
    members: [
      { name: 'dora', displayName: 'Dora' },
      { name: 'ben', displayName: 'Ben' },
    ],
  },
];
