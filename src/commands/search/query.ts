import { ENGINE_VERSION } from '../../engine/embedding.ts';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App, SearchQuery } from '../app.ts';
import type { Component } from '../command.ts';
import { type Heard, type HearOptions, hear, remoteFile } from '../shared/analyze-file.ts';
import type { Progress } from '../shared/progress.ts';
import { endedEarly } from '../shared/tasks.ts';
import { clean } from '../shared/text.ts';
import { refOf } from './run-search.ts';
import type { SearchState } from './state.ts';

/** Milliseconds that a button's click may have its query listened to again. */
const RECALL_MS = 60_000;

export async function askedFile(name: string, { audio, embedding, sketch = null }: Heard): Promise<SearchQuery> {
  return { source: { kind: 'file', ref: await refOf(audio) }, subject: name, embedding, sketch, audio };
}

/** @throws UserError `not-found` where the sound was heard by another engine and is not ready yet. */
export function askedSound(library: Library, sound: Sound): SearchQuery {
  const embedding = library.embedding(sound.id);
  if (embedding?.version !== ENGINE_VERSION) throw new UserError({ code: 'soundNotReady' });
  return { source: { kind: 'sound', ref: sound.id }, subject: sound.label, embedding };
}

/**
 * @throws UserError `usage` where nothing of the words can be seen, `needs-clap` where no CLAP model is loaded, `busy`
 * where the member has too much under way, and where `signal` fires
 */
export async function askedText(app: App, text: string, how: HearOptions): Promise<SearchQuery> {
  const { guildId, memberId, progress, signal } = how;
  const words = clean(text, 200);
  if (words === '') throw new UserError({ code: 'searchWithOne' });
  progress.show('comparing');
  try {
    const read = () => app.engine.embedText(words, { signal, lane: guildId });
    const embedding = await app.rateLimiter.run(memberId, read);
    return { source: { kind: 'text', ref: await refOf(words) }, subject: words, embedding };
  } catch (error) {
    if (signal.aborted && !(error instanceof UserError)) throw endedEarly(signal);
    throw error;
  }
}

/** Keeps a query at hand, so that the buttons below its result answer at once. */
export function rememberQuery(
  app: App,
  guildId: string,
  { source, subject, embedding, sketch = null }: SearchQuery,
): void {
  // Without the bytes: they are in the message.
  app.queries.set(key(guildId, source), { source, subject, embedding, sketch });
}

/**
 * The query of an earlier result: from memory, or else from what the message itself carries, so that buttons outlive
 * a restart. @throws UserError `not-found` where neither has it.
 */
export async function recallQuery(
  app: App,
  interaction: Component,
  library: Library,
  state: SearchState,
  progress: Progress,
): Promise<SearchQuery> {
  const { query } = state;
  if (query.kind === 'sound') {
    const sound = library.get(query.ref);
    if (!sound) throw new UserError({ code: 'soundGone' });
    return askedSound(library, sound);
  }
  const known = app.queries.get(key(interaction.guildId, query));
  if (known) return known;
  const asked = await hearAgain(app, interaction, query, progress);
  if (asked?.source.ref !== query.ref) throw new UserError({ code: 'resultTooOld' });
  rememberQuery(app, interaction.guildId, asked);
  return asked;
}

async function hearAgain(
  app: App,
  { guildId, message, user }: Component,
  { kind }: SearchState['query'],
  progress: Progress,
): Promise<SearchQuery | undefined> {
  const how = { guildId, memberId: user.id, progress, signal: AbortSignal.timeout(RECALL_MS) };
  if (kind === 'text') {
    const [words] = message.embeds;
    return words?.author ? askedText(app, words.author.name, how) : undefined;
  }
  const attachment = message.attachments.first();
  if (!attachment) return undefined;
  return askedFile(attachment.name, await hear(app, remoteFile(attachment), { ...how, withSketch: true }));
}

function key(guildId: string, query: SearchState['query']): string {
  return `${guildId}:${query.kind}:${query.ref}`;
}
