import type { PermissionName } from './permissions.ts';

/** What a playground's guild starts with. Names are enough; ids are made up where none is given. */
export interface GuildSeed {
  name: string;
  id?: string;
  /** The guild's preferred locale; default `en-US`. */
  locale?: string;
  /** Boost level, which sets `attachment_size_limit`: 0 and 1 give 10 MiB, 2 gives 50 MiB, 3 gives 100 MiB. */
  premiumTier?: 0 | 1 | 2 | 3;
  /** What everybody may do. Default: look, write, attach files, use commands. */
  everyone?: PermissionName[];
  /** What the bot may do. Default: what its invite link asks for. */
  bot?: PermissionName[];
  roles?: RoleSeed[];
  channels: ChannelSeed[];
  /** The first member owns the guild. */
  members: MemberSeed[];
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
  /** A role's name, `everyone` or `bot`. */
  for: string;
  allow?: PermissionName[];
  deny?: PermissionName[];
}

export interface MemberSeed {
  /** The user name; the same name in two guilds is the same person. */
  name: string;
  id?: string;
  displayName?: string;
  /** Names of roles of this guild. */
  roles?: string[];
  /** The language that this person reads Discord in; default `en-US`. */
  locale?: string;
}

/** Two guilds that share one member, so that isolation and permissions can be seen. */
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
