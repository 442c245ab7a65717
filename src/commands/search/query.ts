import { ENGINE_VERSION } from '../../engine/embedding.ts';
import { suggestSearch } from '../../engine/index.ts';
import { readSearchData } from '../../engine/search/search-data.ts';
import { UserError } from '../../errors.ts';
import { sha256 } from '../../files/hash.ts';
import { findRelations } from '../../relations/find-relations.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RemoteFile, RequestContext, SearchQuery } from '../app.ts';
import type { Component } from '../command.ts';
import { type AnalyzedFile, analyzeFile, reserveDisk } from '../shared/analyze-file.ts';
import { remoteFile } from '../shared/remote-file.ts';
import { clean } from '../shared/text.ts';
import type { SearchState } from './search-state.ts';

/** Maximum duration of a button press that has to analyze the query of the search again, in milliseconds. */
const RECALL_MS = 60_000;
/** Number of hex digits of a SHA-256 that identify a file or a text in a custom id. */
const REF_LENGTH = 20;
/** Maximum length of a search by words. */
export const MAX_TEXT = 200;

/** Analyzes a file and returns the query for sounds similar to it. @throws UserError as `analyzeFile` does */
export async function fileQuery(context: RequestContext, file: RemoteFile): Promise<SearchQuery> {
  await reserveDisk(context, [file]);
  const analyzed = await analyzeFile(context, file, { withSketch: true });
  const { audio, embedding, fingerprint, sketch, descriptors, searchData } = analyzed;
  const source = { kind: 'file', ref: audio.hash.slice(0, REF_LENGTH) } as const;
  const copies = await copiesOf(context, analyzed);
  const suggested = descriptors && searchData ? suggestSearch(descriptors, searchData) : null;
  // Copied, because a view would keep all search data in memory.
  const levels = searchData ? readSearchData(searchData.data).part.slice() : null;
  return { source, subject: file.name, embedding, fingerprint, sketch, levels, audio, copies, descriptors, suggested };
}

/** Returns the ids of stored sounds that are the same recording as a file. */
async function copiesOf({ app, guildId, task, ...context }: RequestContext, file: AnalyzedFile): Promise<string[]> {
  const library = await context.library();
  const options = { lane: guildId, signal: task.signal, shortlist: 'likeness' } as const;
  const found = await findRelations(app.engine, library, { ...file, source: file.audio.path }, options);
  return found.filter(({ kind }) => kind === 'same recording').map(({ id }) => id);
}

/** Returns the query for a stored sound. @throws UserError `soundNotReady` if it has no current embedding */
export function soundQuery(library: Library, sound: Sound): SearchQuery {
  const embedding = library.embedding(sound.id);
  if (embedding?.version !== ENGINE_VERSION) throw new UserError({ code: 'soundNotReady' });
  const { id, label, descriptors } = sound;
  return { source: { kind: 'sound', ref: id }, subject: label, embedding, descriptors };
}

/**
 * Embeds a text with CLAP and returns the query for sounds that match the text.
 * @throws UserError if the text has no visible characters, if no CLAP model is loaded, or if the member has reached a
 * rate limit; the reason of the task's signal on abort
 */
export async function textQuery({ app, task, guildId, memberId }: RequestContext, text: string): Promise<SearchQuery> {
  const { signal, progress } = task;
  const subject = clean(text, MAX_TEXT);
  if (subject === '') throw new UserError({ code: 'searchWithOne' });
  progress.show('comparing');
  const embedding = await app.rateLimiter.run(memberId, () => app.engine.embedText(subject, { signal, lane: guildId }));
  const hash = await sha256(Buffer.from(subject));
  return { source: { kind: 'text', ref: hash.slice(0, REF_LENGTH) }, subject, embedding };
}

/**
 * Returns the query for a text, from the cache if the same text was searched before. Throws as {@link textQuery} does.
 */
export async function recallText(context: RequestContext, text: string): Promise<SearchQuery> {
  const ref = (await sha256(Buffer.from(text))).slice(0, REF_LENGTH);
  const cached = context.app.queries.get(keyOf(context.guildId, { kind: 'text', ref }));
  if (cached) return cached;
  const query = await textQuery(context, text);
  rememberQuery(context, query);
  return query;
}

/** Caches a query, so that the buttons below the results need not analyze the query again. */
export function rememberQuery({ app, guildId }: RequestContext, query: SearchQuery): void {
  // The file exists only until the task ends, and the message with the results has it as an attachment.
  const { audio: _, ...rest } = query;
  app.queries.set(keyOf(guildId, query.source), rest);
}

/**
 * Returns the query of earlier results. If the query is no longer cached, for example after a restart, analyzes the
 * file or the text in the message with the results again.
 * @throws UserError `resultTooOld` if the message no longer has the file or the text; `soundGone` if the query is a
 * stored sound that was removed
 */
export async function recallQuery(
  interaction: Component,
  context: RequestContext,
  library: Library,
  { source }: SearchState,
): Promise<SearchQuery> {
  if (source.kind === 'sound') {
    const sound = library.get(source.ref);
    if (!sound) throw new UserError({ code: 'soundGone' });
    return soundQuery(library, sound);
  }
  const cached = context.app.queries.get(keyOf(context.guildId, source));
  if (cached) return cached;
  context.task.limit(RECALL_MS);
  const query = await (source.kind === 'text' ? textOf(interaction, context) : fileOf(interaction, context));
  if (query?.source.ref !== source.ref) throw new UserError({ code: 'resultTooOld' });
  rememberQuery(context, query);
  return query;
}

/** Embeds the text of the query again. The embed of the results has the full text as its author. */
async function textOf({ message }: Component, context: RequestContext): Promise<SearchQuery | undefined> {
  const text = message.embeds[0]?.author?.name;
  return text === undefined ? undefined : textQuery(context, text);
}

/** Analyzes the file of the query again. The file is the first attachment of the message with the results. */
async function fileOf({ message }: Component, context: RequestContext): Promise<SearchQuery | undefined> {
  const attachment = message.attachments.first();
  return attachment && fileQuery(context, remoteFile(attachment));
}

function keyOf(guildId: string, { kind, ref }: SearchQuery['source']): string {
  return `${guildId}:${kind}:${ref}`;
}
