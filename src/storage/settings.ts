import { type BlockName, mapBlocks } from '../engine/embedding.ts';

/** How much one aspect of a sound counts: not at all, less than usual, as usual, or much more. */
export const LEVELS = ['off', 'less', 'normal', 'more'] as const;
export type Level = (typeof LEVELS)[number];
export type Levels = Readonly<Record<BlockName, Level>>;

export const NORMAL: Levels = mapBlocks(() => 'normal');

/** Matches that a search shows at once, at the most: with ten the longest possible embed stays within Discord's limit. */
export const MAX_TOP = 10;
/** Ids in one list, as many as Discord's select menus take. */
export const MAX_IDS = 25;

/** The rules of one guild. */
export interface Settings {
  /** Roles whose members may add sounds, beside managers; null: everyone may. */
  readonly adders: readonly string[] | null;
  /** Roles whose members may change and remove others' sounds, beside managers; null: those who manage messages may. */
  readonly removers: readonly string[] | null;
  /** Channels and categories in which commands may be used; null: all. */
  readonly channels: readonly string[] | null;
  /** Matches that a search shows at once, 1 to {@link MAX_TOP}. */
  readonly top: number;
  /** Least score that a search by sound shows, in per cent. */
  readonly least: number;
  readonly levels: Levels;
  /** Sounds that the library may keep; null: as many as the host allows. So below. */
  readonly sounds: number | null;
  /** Bytes of kept originals, all together. */
  readonly bytes: number | null;
  /** Sounds that one member may have in it. */
  readonly soundsPerMember: number | null;
  /** Whether these stand in for settings that were lost to damage. */
  readonly lost: boolean;
}

/** What holds where nobody has set anything. */
export const DEFAULT_SETTINGS: Settings = {
  adders: null,
  removers: null,
  channels: null,
  top: 5,
  least: 0,
  levels: NORMAL,
  sounds: null,
  bytes: null,
  soundsPerMember: null,
  lost: false,
};

/** What holds where settings were lost: nobody is let in whom they may have kept out. */
export const LOST_SETTINGS: Settings = { ...DEFAULT_SETTINGS, adders: [], removers: [], lost: true };

/** What to change of a guild's settings: some of them, or what makes them of those that hold when its turn comes. */
export type SettingsChange = Partial<Omit<Settings, 'lost'>> | ((current: Settings) => Partial<Omit<Settings, 'lost'>>);

/** The settings of all guilds. */
export interface SettingsStore {
  /** Those of a guild; {@link DEFAULT_SETTINGS} where it has none. */
  read(guildId: string): Promise<Settings>;
  /**
   * Changes some of a guild's settings and resolves to all of them once they are durable. They are not
   * {@link Settings.lost} after that. Waits for the guild's other changes, as `Library.change` does.
   * @throws UserError if the disk takes nothing; all settings stay as they were
   */
  change(guildId: string, change: SettingsChange): Promise<Settings>;
}
