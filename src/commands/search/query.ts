import { ENGINE_VERSION } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import { sha256 } from '../../files/hash.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RemoteFile, RequestContext, SearchQuery } from '../app.ts';
import type { Component } from '../command.ts';
import { analyzeFile } from '../shared/analyze-file.ts';
import { remoteFile } from '../shared/remote-file.ts';
import { clean } from '../shared/text.ts';
import type { SearchState } from './search-state.ts';

/** The time limit for a button whose query has to be analyzed again. */
const RECALL_MS = 60_000;
/** Digits of a SHA-256 that identify a file or a text in a custom id. */
const REF_LENGTH = 20;
const MAX_TEXT = 200;

/** Analyzes a file to search with. @throws UserError as `analyzeFile` does */
export async function fileQuery(context: RequestContext, file: RemoteFile): Promise<SearchQuery> {
  const { audio, hash, embedding, sketch } = await analyzeFile(context, file, { withSketch: true });
  return { source: { kind: 'file', ref: hash.slice(0, REF_LENGTH) }, subject: file.name, embedding, sketch, audio };
}

/**
 * Returns the query for a stored sound.
 * @throws UserError `soundNotReady` if another engine version analyzed it
 */
export function soundQuery(library: Library, sound: Sound): SearchQuery {
  const embedding = library.embedding(sound.id);
  if (embedding?.version !== ENGINE_VERSION) throw new UserError({ code: 'soundNotReady' });
  return { source: { kind: 'sound', ref: sound.id }, subject: sound.label, embedding };
}

/**
 * Embeds a text to search with.
 * @throws UserError if the text has no visible characters, if no CLAP model is loaded, or if the member has reached a
 * rate limit; the signal's reason if the task is aborted
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

/** Caches a query, so that the buttons below its results need not analyze it again. */
export function rememberQuery({ app, guildId }: RequestContext, query: SearchQuery): void {
  // The bytes of a file are too large to keep, and the message has them.
  const { audio: _, ...rest } = query;
  app.queries.set(keyOf(guildId, query.source), rest);
}

/**
 * Returns the query of earlier results from the cache. After a restart, when the cache is empty, analyzes the file or
 * the text again that the message with the results carries.
 * @throws UserError `resultTooOld` if the message no longer carries the query; `soundGone`
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

/** The embed of the results has the text of the query in full as its author. */
async function textOf({ message }: Component, context: RequestContext): Promise<SearchQuery | undefined> {
  const text = message.embeds[0]?.author?.name;
  return text === undefined ? undefined : textQuery(context, text);
}

/** The first attachment of the results is the file of the query. */
async function fileOf({ message }: Component, context: RequestContext): Promise<SearchQuery | undefined> {
  const attachment = message.attachments.first();
  return attachment && fileQuery(context, remoteFile(attachment));
}

function keyOf(guildId: string, { kind, ref }: SearchQuery['source']): string {
  return `${guildId}:${kind}:${ref}`;
}
