import type { APIEmbedField, APISelectMenuOption } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Library } from '../../storage/library.ts';
import type { BoardEntry, RequestContext, SearchQuery } from '../app.ts';
import type { Component, OnMessage, Slash } from '../command.ts';
import type { SearchState } from '../search/search-state.ts';
import { weightsOf } from '../search/search-state.ts';
import { literal } from '../shared/text.ts';
import { analyzeBoard } from './analyze-board.ts';
import { type ComparedSound, findOnBoard } from './find-on-board.ts';
import { readBoard } from './read-board.ts';

/** The sounds of the soundboard that match a search: a field of the results, and options of their menu. */
export interface BoardResults {
  readonly field: APIEmbedField;
  readonly options: readonly APISelectMenuOption[];
}

/** Maximum number of sounds of the soundboard in the results of a search. */
const MAX_MATCHES = 3;
/** Maximum number of sounds that one search analyzes. Those of a full soundboard would delay its results by many seconds. */
const MAX_NEW = 8;

/**
 * Returns the sounds of the soundboard that are most similar to a query, marked and playable; null if there are none.
 * The search must not fail because of the soundboard.
 */
export async function searchBoard(
  interaction: Slash | OnMessage | Component,
  context: RequestContext,
  library: Library,
  { query, state }: { readonly query: SearchQuery; readonly state: SearchState },
): Promise<BoardResults | null> {
  const { t, log, app } = context;
  // A sound of the soundboard meets no filter, and only the first page has room for it.
  if (state.page > 0 || state.tag !== null || state.author !== null || state.filter !== null) return null;
  if (state.mix.length > 0) return null;
  try {
    const entries = await readBoard(interaction, context);
    if (entries.length === 0) return null;
    const analyses = await analyzeBoard(context, entries, MAX_NEW);
    const weights = weightsOf(state.levels);
    const { embedding } = query;
    const found = (await findOnBoard(context, await comparedSound(library, query), entries, analyses))
      .map((match) => {
        const analysis = analyses.get(match.entry.id);
        const score = analysis ? app.engine.compare(embedding, analysis.embedding, weights).score : match.score;
        return { ...match, score };
      })
      .filter(({ score, isSame }) => isSame || score >= state.minScore / 100)
      .sort((x, y) => Number(y.isSame) - Number(x.isSame) || y.score - x.score)
      .slice(0, MAX_MATCHES);
    if (found.length === 0) return null;
    const lines = found.map(({ entry, score, isSame }) =>
      [
        `${markOf(entry)} **${literal(entry.name)}**`,
        t.format.percent(score),
        ...(isSame ? [t.soundboard.same] : []),
      ].join(' · '),
    );
    return {
      field: { name: t.soundboard.found, value: lines.join('\n') },
      options: found.map(({ entry }) => ({
        label: t.controls.play(entry.name),
        description: t.soundboard.found,
        value: `board:${entry.id}`,
        emoji: { name: '📢' },
      })),
    };
  } catch (error) {
    if (!(error instanceof UserError) || error.code === 'cancelled') throw error;
    log.info({ err: error }, 'the soundboard was not searched');
    return null;
  }
}

/** Returns the query as a sound that can be compared in detail. A text has no fingerprint. */
async function comparedSound(library: Library, query: SearchQuery): Promise<ComparedSound> {
  const { embedding, audio, fingerprint = null } = query;
  const { kind, ref } = query.source;
  if (kind !== 'sound') return { id: ref, embedding, fingerprint, source: async () => audio?.path ?? null };
  const source = async () => (await library.audioPath(ref)) ?? null;
  return { id: ref, embedding, fingerprint: (await library.fingerprint(ref)) ?? null, source };
}

/** Returns the mark of sounds of the soundboard, and the emoji of the sound if it has another one. */
function markOf({ emoji }: BoardEntry): string {
  return emoji === null || emoji === '🔊' ? '🔊' : `🔊 ${emoji}`;
}
