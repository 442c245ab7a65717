import type { APIEmbed, Attachment, Collection } from 'discord.js';
import { ENGINE_VERSION } from '../../engine/embedding.ts';
import type { FindQuery } from '../../engine/index.ts';
import { sayError, UserError } from '../../errors.ts';
import type { Filter } from '../../filter/filter.ts';
import { matchFilter } from '../../filter/match-filter.ts';
import type { Messages } from '../../i18n/index.ts';
import { loadSearchData } from '../../relations/load-search-data.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { Levels } from '../../storage/settings.ts';
import type { RequestContext, SearchQuery } from '../app.ts';
import type { Component, OnMessage, Slash } from '../command.ts';
import { attachPicture, discardPicture, PICTURE_NAME } from '../shared/attach-picture.ts';
import type { Row } from '../shared/components.ts';
import { filterField, filterOf, noneLeft, unmeasuredNote } from '../shared/filter-option.ts';
import { noteAudioMessage } from '../shared/note-audio-message.ts';
import { attachable, sendWithSounds } from '../shared/sound-attachments.ts';
import { literal } from '../shared/text.ts';
import { type BoardResults, searchBoard } from '../soundboard/search-board.ts';
import { foundControls, searchControls } from './controls-view.ts';
import { isFiltered, unfilteredRow } from './filters-view.ts';
import { findMatches } from './find-matches.ts';
import { findPage } from './find-page.ts';
import { foundPicture } from './found-picture.ts';
import { foundEmbed } from './found-view.ts';
import { mixOf } from './mix-query.ts';
import { mixNote, namedParts } from './mix-view.ts';
import { queryPictureData, soundPictureData } from './picture-data.ts';
import { partLine, resultsPicture } from './results-picture.ts';
import { type Results, resultsEmbed, soundLink } from './results-view.ts';
import { type SearchState, weightsOf } from './search-state.ts';
import { weightChanges } from './weights-menu.ts';

export interface Search {
  readonly library: Library;
  readonly query: SearchQuery;
  readonly state: SearchState;
  /** Line of text above the embed with the results. */
  readonly content?: string | null;
  /** Attachments of the message with the earlier results. All of them are kept, except the earlier picture. */
  readonly attachments?: Collection<string, Attachment>;
}

/** Searches, replies with a page of results, and then adds a picture. @throws UserError `libraryEmpty` */
export async function runSearch(
  interaction: Slash | OnMessage | Component,
  context: RequestContext,
  { library, query, state, content = null, attachments }: Search,
): Promise<void> {
  const { app, task } = context;
  if (library.size === 0) throw new UserError({ code: 'libraryEmpty' });
  const answered = await answerOf(interaction, context, { library, query, state });
  const embeds = [answered.embed()];
  await task.progress.stop();
  if (interaction.isMessageComponent() && attachments) await discardPicture(app, interaction.message.id);
  // The reply has the file of the query as an attachment: members can play it, and buttons can analyze it again.
  const { audio, subject: fileName } = query;
  const uploads = audio ? attachable([{ ...audio, fileName }], interaction.attachmentSizeLimit) : [];
  const kept = attachments?.filter(({ name }) => name !== PICTURE_NAME).map(({ id }) => ({ id }));
  const answer = { content, embeds, components: answered.components };
  const message = kept
    ? await interaction.editReply({ ...answer, attachments: kept })
    : await sendWithSounds(context, uploads, (files) => interaction.editReply({ ...answer, files }));
  const noted = kept ? undefined : noteAudioMessage(context, message, context.memberId);
  // Not after `noted`: a member may turn the page before that, and the picture must belong to the latest page.
  if (answered.picture) await attachPicture(interaction, context, { message, embeds }, answered.picture);
  await noted;
}

/** What the reply to a search shows. */
interface SearchAnswer {
  embed(part?: string): APIEmbed;
  readonly components: Row[];
  /** Describes the picture; null if there is none. */
  readonly picture: Parameters<typeof attachPicture>[3] | null;
}

type Shown = Pick<Search, 'library' | 'query' | 'state'>;

function answerOf(
  interaction: Slash | OnMessage | Component,
  context: RequestContext,
  search: Shown,
): Promise<SearchAnswer> {
  const { query, state } = search;
  const prepared = state.by === 'sound' ? undefined : query.prepared?.[state.by];
  return prepared ? findByAspect(context, search, prepared) : findSimilar(interaction, context, search);
}

/** Finds sounds by tune, beat or part. */
async function findByAspect(
  context: RequestContext,
  { library, query, state }: Shown,
  prepared: FindQuery,
): Promise<SearchAnswer> {
  const { t } = context;
  const { by } = prepared;
  const filter = filterOf(state.filter, context.memberId);
  const isWanted = filter ? matchFilter(filter) : () => true;
  const isCandidate = (sound: Sound) => !isQuery(sound, state) && matchesFilters(sound, state) && isWanted(sound);
  const wanted = { filter: isCandidate, sort: filter?.sort ?? null };
  const page = await findPage(context, library, prepared, { ...state, by }, wanted);
  const firstRank = page.page * state.size + 1;
  const shown = { subject: query.subject, firstRank, notes: filterNotes(state, t), fields: filterField(filter, t) };
  return {
    embed: () => foundEmbed(page, shown, t),
    components: foundControls({ ...state, page: page.page }, page, t),
    picture: async () => {
      const [best] = page.found;
      const data = best && (await loadSearchData(library)).get(best.sound.id);
      return best && data ? foundPicture({ query: prepared, subject: query.subject }, best, data, t, firstRank) : null;
    },
  };
}

/** Finds sounds that are similar as a whole, in the library and on the soundboard. */
async function findSimilar(
  interaction: Slash | OnMessage | Component,
  context: RequestContext,
  { library, query, state }: Shown,
): Promise<SearchAnswer> {
  const { t } = context;
  const board = await searchBoard(interaction, context, library, { query, state });
  const { results, components } = await findResults(context, library, query, state, board);
  const [best] = results.matches;
  return {
    embed: (part) => resultsEmbed(results, t, part),
    components,
    picture: async () => {
      const shown = best && (await soundPictureData(context, library, best.sound));
      if (!best || !shown) return null;
      const own = { subject: query.subject, shown: await queryPictureData(context, library, query) };
      const described = resultsPicture(own, { ...best, shown }, t, results.firstRank);
      return { ...described, embed: (part) => resultsEmbed(results, t, partLine(part, t)) };
    },
  };
}

async function findResults(
  context: RequestContext,
  library: Library,
  query: SearchQuery,
  state: SearchState,
  board: BoardResults | null,
): Promise<{ results: Results; components: Row[] }> {
  const { app, t, settings } = context;
  const { subject, embedding, copies = [], descriptors = null, suggested = null } = query;
  const parts = namedParts(library, state.mix);
  const isMixed = (sound: Sound) => parts.some(({ kind, ref }) => kind === 'sound' && ref === sound.id);
  const filter = filterOf(state.filter, context.memberId);
  const isWanted = filter ? matchFilter(filter) : () => true;
  const identical = library.list().find((sound) => isQuery(sound, state));
  // Embeddings of different engine versions cannot be compared.
  const isCandidate = (sound: Sound) =>
    sound.version === ENGINE_VERSION &&
    sound.id !== identical?.id &&
    !isMixed(sound) &&
    matchesFilters(sound, state) &&
    isWanted(sound);
  const sameAsQuery = [...copies, ...(identical ? [identical.id] : [])].flatMap((id) => [
    id,
    ...library.copiesOf(id).map((copy) => copy.id),
  ]);
  const weights = weightsOf(state.levels);
  const found = await findMatches(app.engine, library, embedding, {
    page: state.page,
    size: state.size,
    minScore: state.minScore > 0 ? state.minScore / 100 : -1,
    weights,
    // The scores of a text are on another scale than those of the library's sounds with each other.
    order: state.source.kind === 'text' ? 'plain' : state.order,
    filter: isCandidate,
    sort: filter?.sort ?? null,
    sameAsQuery: new Set(sameAsQuery),
    mix: await mixOf(context, library, query, parts),
  });
  const { matches, page } = found;
  const results: Results = {
    subject,
    descriptors,
    kind: state.source.kind,
    matches,
    firstRank: page * state.size + 1,
    searched: library.list().filter(isCandidate).length,
    mode: app.engine.mode,
    weights,
    filtered: isFiltered(state),
    notes: [
      mixNote(parts, t),
      ...notes({ state, usualLevels: settings.levels, identical }, t),
      unmeasuredNote(library.list(), filter, t),
    ],
    offer: suggested ? t.aspects.offers[suggested] : '',
    fields: [...filterField(filter, t), ...(board ? [board.field] : [])],
    whyNone: matches.length === 0 && filter ? whyNone(library, filter, t) : '',
  };
  if (matches.length === 0 && isFiltered(state) && parts.length === 0)
    return { results, components: [unfilteredRow(state, t)] };
  const weighing = { usual: settings.levels, clap: app.engine.mode === 'clap', suggested };
  return {
    results,
    components: searchControls({ ...state, page }, found, { ...weighing, board: board?.options ?? [], parts }, t),
  };
}

/** Returns which part of a filter excludes all sounds; empty if the filter leaves some. */
function whyNone(library: Library, filter: Filter, { errors }: Messages): string {
  const none = noneLeft(library.list(), filter);
  return none ? sayError(errors, none) : '';
}

/** Returns whether a stored sound is the query itself or has an identical file. The results omit such a sound. */
function isQuery(sound: Sound, { source }: SearchState): boolean {
  if (source.kind === 'sound') return sound.id === source.ref;
  return source.kind === 'file' && sound.hash.startsWith(source.ref);
}

function matchesFilters(sound: Sound, { tag, author }: SearchState): boolean {
  return (tag === null || sound.tags.includes(tag)) && (author === null || sound.addedBy.id === author);
}

function notes(
  { state, usualLevels, identical }: { state: SearchState; usualLevels: Levels; identical: Sound | undefined },
  messages: Messages,
): string[] {
  const { results: t } = messages;
  const changes = weightChanges(state.levels, usualLevels, messages);
  return [
    state.source.kind === 'file' && identical ? t.thatVeryFile(soundLink(identical)) : '',
    ...filterNotes(state, messages),
    changes === '' ? '' : t.weighted(changes),
  ];
}

function filterNotes({ tag, author, minScore }: SearchState, { results: t, format }: Messages): string[] {
  const filters = [
    tag === null ? '' : t.tagged(literal(tag)),
    author === null ? '' : t.addedBy(`<@${author}>`),
    minScore === 0 ? '' : t.atLeast(format.percent(minScore / 100)),
  ].filter((filter) => filter !== '');
  return filters.length > 0 ? [t.only(filters.join(', '))] : [];
}
