import { type BlockName, mapBlocks } from '../engine/embedding.ts';
import type { Quota } from './quota.ts';

/** How much one block of the embedding counts in a search: not at all, less than usual, as usual, or much more. */
export const LEVELS = ['off', 'less', 'normal', 'more'] as const;
export type Level = (typeof LEVELS)[number];
export type Levels = Readonly<Record<BlockName, Level>>;

/** Order of search results: by the score relative to how the sounds of the library resemble others, or by the score. */
export const SEARCH_ORDERS = ['library', 'plain', 'varied'] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

export const NORMAL: Levels = mapBlocks(() => 'normal');

/** Maximum number of matches on a page of results. Ten matches always fit into one Discord embed. */
export const MAX_TOP = 10;
/** Maximum number of ids in a list of roles or channels, the limit of Discord's select menus. */
export const MAX_IDS = 25;

export interface Settings extends Quota {
  /** Ids of the roles whose members may add sounds; null if everyone may. Managers always may. */
  readonly adders: readonly string[] | null;
  /** Ids of the roles that may change others' sounds, besides managers; null: members who may manage messages. */
  readonly removers: readonly string[] | null;
  /** Ids of the channels and categories in which commands may be used; null for all. */
  readonly channels: readonly string[] | null;
  /** Ids of the channels that not everyone can see, but whose sounds may be added: members were asked. */
  readonly sharedChannels: readonly string[];
  /** Number of matches on one page of results, 1 to {@link MAX_TOP}. */
  readonly top: number;
  /** Minimum score of the matches that a search by sound shows, in per cent. */
  readonly minScore: number;
  readonly levels: Levels;
  readonly order: SearchOrder;
  /** Whether sounds are played at a common loudness. */
  readonly isLeveled: boolean;
  /** SPDX identifier of the license that a new sound gets if nothing else is known; null for none. */
  readonly license: string | null;
  /** Id of the channel in which changes of the library are posted; null for none. */
  readonly logChannel: string | null;
  /** Id of the channel in which a sound is posted each day; null for none. */
  readonly dailyChannel: string | null;
  /** Day (UTC) on which the latest sound of the day was posted, such as `2026-11-30`; null before the first. */
  readonly dailyPosted: string | null;
  /** Whether these are {@link FALLBACK_SETTINGS}, because the guild's own settings were lost to damage. */
  readonly isFallback: boolean;
}

/** The settings of a guild that has not changed any settings. */
export const DEFAULT_SETTINGS: Settings = {
  adders: null,
  removers: null,
  channels: null,
  sharedChannels: [],
  top: 5,
  minScore: 0,
  levels: NORMAL,
  order: 'library',
  isLeveled: false,
  license: null,
  logChannel: null,
  dailyChannel: null,
  dailyPosted: null,
  sounds: null,
  bytes: null,
  soundsPerMember: null,
  isFallback: false,
};

/** The settings of a guild whose own were lost to damage: the most restrictive, as the lost ones may have been. */
export const FALLBACK_SETTINGS: Settings = { ...DEFAULT_SETTINGS, adders: [], removers: [], isFallback: true };

type SomeSettings = Partial<Omit<Settings, 'isFallback'>>;

/** New values of some settings, or a function that computes them from the settings at the time of the change. */
export type SettingsChange = SomeSettings | ((current: Settings) => SomeSettings);

/** Returns the settings after a change. */
export function changedSettings(before: Settings, change: SettingsChange): Settings {
  return { ...before, ...(typeof change === 'function' ? change(before) : change), isFallback: false };
}

export interface SettingsStore {
  /** Returns the settings of a guild; {@link DEFAULT_SETTINGS} if it has not changed any. */
  read(guildId: string): Promise<Settings>;
  /**
   * Changes some of a guild's settings, and resolves to all of its settings once they are durable.
   * They are then no longer {@link Settings.isFallback}. Waits for the guild's other changes, as `Library.change` does.
   * @throws UserError if the disk is full or read-only; all settings then stay as they were
   */
  change(guildId: string, change: SettingsChange): Promise<Settings>;
  /** Replaces the settings of a guild by those of another store, {@link Settings.isFallback} included. */
  restore(guildId: string, settings: Settings): Promise<void>;
}
