import type { APISelectMenuOption, APIStringSelectComponent } from 'discord.js';
import { z } from 'zod';
import { BLOCK_NAMES, type BlockName } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Level, Levels } from '../../storage/settings.ts';
import { select } from '../shared/components.ts';
import { featureIn, type NamedFeature } from '../shared/feature-text.ts';
import { clean } from '../shared/text.ts';

/** What a choice does to a block of the embedding: sets its level, or switches off all other blocks. */
type Effect = Level | 'only';
/** Discord's limit for the description of an option. */
const MAX_DESCRIPTION = 100;
/** Maximum number of features to list as the only ones that count. */
const MAX_ONLY = 3;
/** Order of the choices that set the level of a block. */
const EFFECT_ORDER = ['more', 'off', 'normal', 'less'] as const satisfies readonly Level[];
/** Value of the choice that returns to the server's usual levels. */
const RESET = 'reset';
/** Value of every other choice: an effect and a block. */
const choiceSchema = z.tuple([z.enum(['only', 'more', 'normal', 'less', 'off']), z.enum(BLOCK_NAMES)]);

export interface Weighing {
  readonly levels: Levels;
  /** The levels of searches in which the member has changed nothing. */
  readonly usual: Levels;
  /** Whether a CLAP model is loaded. Without one, no choice is about the CLAP block. */
  readonly clap: boolean;
}

/** Returns the menu *What matters?*. Its choices change the current levels. */
export function weightsMenu(customId: string, weighing: Weighing, messages: Messages): APIStringSelectComponent {
  const { weighing: t, controls } = messages;
  const { levels, usual, clap } = weighing;
  const blocks = BLOCK_NAMES.filter((block) => block !== 'clap' || clap);
  const option = (effect: Effect, block: BlockName): APISelectMenuOption => ({
    ...optionText(effect, block, messages),
    value: `${effect}:${block}`,
    ...(effect === 'only' && isSame(levels, onlyLevels(block, usual)) && { default: true }),
  });
  const others = blocks.flatMap((block) => otherLevels(block, weighing).map((level) => option(level, block)));
  const options = [
    { label: t.reset, description: t.resetHint, value: RESET, emoji: { name: '⚖️' }, default: isSame(levels, usual) },
    // If the server usually counts one block only, the reset is that choice. Discord allows one default in a menu.
    ...blocks.filter((block) => !isSame(usual, onlyLevels(block, usual))).map((block) => option('only', block)),
    ...EFFECT_ORDER.flatMap((level) => others.filter(({ value }) => value.startsWith(`${level}:`))),
  ];
  return select(customId, options, `⚖️ ${controls.whatMatters}`);
}

/** Returns the levels after a choice in the menu. @throws UserError `resultTooOld` if there is no such choice */
export function chosenLevels(value: string, levels: Levels, usual: Levels): Levels {
  if (value === RESET) return usual;
  const { data } = choiceSchema.safeParse(value.split(':'));
  if (!data) throw new UserError({ code: 'resultTooOld' });
  const [effect, block] = data;
  return effect === 'only' ? onlyLevels(block, usual) : { ...levels, [block]: effect };
}

/** Returns how levels differ from the usual ones: `More Rhythm / Tempo · Without Meaning`; empty if they do not. */
export function weightChanges(levels: Levels, usual: Levels, messages: Messages): string {
  if (isSame(levels, usual)) return '';
  const kept = BLOCK_NAMES.filter((block) => levels[block] !== 'off');
  if (kept.length <= MAX_ONLY) {
    const names = kept.map((block) => nameOf(block, messages).name);
    return messages.weighing.only(messages.format.list(names));
  }
  const changed = BLOCK_NAMES.filter((block) => levels[block] !== usual[block]);
  return changed.map((block) => optionText(levels[block], block, messages).label).join(' · ');
}

/** Returns the levels that the menu offers for a block, at most two so that the menu fits Discord's limit of 25. */
function otherLevels(block: BlockName, { levels, usual }: Weighing): Level[] {
  // If all blocks were off, no sound could be compared.
  const isLast = BLOCK_NAMES.every((other) => (other === block) === (levels[other] !== 'off'));
  const offered: Level[] = [usual[block], 'more', ...(isLast ? [] : ['off' as const])];
  return [...new Set(offered)].filter((level) => level !== levels[block]).slice(0, 2);
}

function onlyLevels(block: BlockName, usual: Levels): Levels {
  const off = {
    clap: 'off',
    mfcc: 'off',
    chroma: 'off',
    contrast: 'off',
    rhythm: 'off',
    zcr: 'off',
    rms: 'off',
  } as const;
  return { ...off, [block]: usual[block] === 'off' ? 'normal' : usual[block] };
}

function optionText(effect: Effect, block: BlockName, messages: Messages) {
  const { weighing: t, explained } = messages;
  const { name, emoji } = nameOf(block, messages);
  const meaning = explained[block === 'clap' ? 'meaning' : block];
  const description = effect === 'only' ? clean(meaning, MAX_DESCRIPTION) : t[`${effect}Hint`];
  return { label: t[effect](name), description, emoji: { name: emoji } };
}

function nameOf(block: BlockName, messages: Messages): NamedFeature {
  return block === 'clap' ? { name: messages.features.meaning, emoji: '💡' } : featureIn(messages, block);
}

function isSame(a: Levels, b: Levels): boolean {
  return BLOCK_NAMES.every((block) => a[block] === b[block]);
}
