import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';
import { BLOCK_NAMES, type Embedding, ENGINE_VERSION } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { sha256 } from '../../files/hash.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { Levels } from '../../storage/settings.ts';
import type { App } from '../app.ts';
import { literal } from '../shared/text.ts';
import { searchControls } from './controls-view.ts';
import { findMatches } from './matches.ts';
import { type Match, resultsEmbed, soundLink } from './results-view.ts';
import { type SearchState, weightsOf } from './state.ts';

export interface SearchAnswer {
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIComponentInMessageActionRow>[];
  /** The first match of the page. */
  readonly best: Match | undefined;
}

/** Searches as `state` says and puts the page into words, with the controls to go on from. */
export async function answerSearch(
  app: App,
  library: Library,
  state: SearchState,
  { subject, embedding, messages }: { subject: string; embedding: Embedding; messages: Messages },
): Promise<SearchAnswer> {
  if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
  const { levels: usual } = await app.libraries.settings.read(library.guildId);
  const itself = library.list().find((sound) => isQuery(sound, state));
  // Others' vectors cannot be compared until they are listened to again.
  const candidate = (sound: Sound) => sound.version === ENGINE_VERSION && sound.id !== itself?.id && fits(sound, state);
  const { matches, more } = await findMatches(app.engine, library, embedding, {
    page: state.page,
    size: state.size,
    least: state.least > 0 ? state.least / 100 : -1,
    weights: weightsOf(state.levels),
    filter: candidate,
  });
  const results = {
    subject,
    kind: state.query.kind,
    seconds: embedding.seconds,
    matches,
    firstRank: state.page * state.size + 1,
    searched: library.list().filter(candidate).length,
    mode: app.engine.mode,
    notes: notes({ state, usual, itself }, messages),
  };
  return {
    embeds: [resultsEmbed(results, messages)],
    components: searchControls(state, matches, { more, clap: app.engine.mode === 'clap', messages }),
    best: matches[0],
  };
}

/** What a file or a text is known by in a state: the first digits of its SHA-256. */
export async function refOf(source: Uint8Array | string): Promise<string> {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  return (await sha256(bytes)).slice(0, 20);
}

/** Whether a stored sound is the very one that is searched with: it is left out of its own results. */
function isQuery(sound: Sound, { query }: SearchState): boolean {
  if (query.kind === 'sound') return sound.id === query.ref;
  return query.kind === 'file' && sound.hash.startsWith(query.ref);
}

function fits(sound: Sound, { tag, author }: SearchState): boolean {
  return (tag === null || sound.tags.includes(tag)) && (author === null || sound.addedBy.id === author);
}

function notes(
  { state, usual, itself }: { state: SearchState; usual: Levels; itself: Sound | undefined },
  { results: say, format }: Messages,
): string[] {
  const { query, tag, author, least, levels } = state;
  const filters = [
    tag === null ? '' : say.tagged(literal(tag)),
    author === null ? '' : say.addedBy(`<@${author}>`),
    least === 0 ? '' : say.atLeast(format.percent(least / 100)),
  ].filter((filter) => filter !== '');
  const changed = BLOCK_NAMES.some((name) => levels[name] !== usual[name]);
  return [
    query.kind === 'file' && itself ? say.thatVeryFile(soundLink(itself)) : '',
    filters.length > 0 ? say.only(filters.join(', ')) : '',
    changed ? say.weighted : '',
  ];
}
