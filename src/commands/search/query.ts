import { type Embedding, ENGINE_VERSION } from '../../engine/embedding.ts';
import type { Sketch } from '../../engine/sketch.ts';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App, Component } from '../command.ts';
import { type Heard, type HearOptions, hear, remoteFile } from '../shared/analyze-file.ts';
import type { Progress } from '../shared/progress.ts';
import { endedEarly } from '../shared/tasks.ts';
import { clean } from '../shared/text.ts';
import { refOf } from './run-search.ts';
import type { SearchState } from './state.ts';

/** Milliseconds that a button's click may have its query listened to again. */
const RECALL_MS = 60_000;

/** What is searched with. */
export interface Asked {
  readonly query: SearchState['query'];
  /** In the member's words: a file's name, a label, or the words themselves. */
  readonly subject: string;
  readonly embedding: Embedding;
  /** What a file's picture is drawn from. */
  readonly sketch?: Sketch | null;
  /** The bytes of a file. */
  readonly audio?: Uint8Array;
}

export async function askedFile(name: string, { audio, embedding, sketch = null }: Heard): Promise<Asked> {
  return { query: { kind: 'file', ref: await refOf(audio) }, subject: name, embedding, sketch, audio };
}

/** @throws UserError `not-found` where the sound was heard by another engine and is not ready yet. */
export function askedSound(library: Library, sound: Sound): Asked {
  const embedding = library.embedding(sound.id);
  if (embedding?.version !== ENGINE_VERSION) throw new UserError({ code: 'soundNotReady' });
  return { query: { kind: 'sound', ref: sound.id }, subject: sound.label, embedding };
}

/**
 * @throws UserError `usage` where nothing of the words can be seen, `needs-clap` where no CLAP model is loaded, `busy`
 * where the member has too much under way, and where `signal` fires
 */
export async function askedText(app: App, text: string, how: HearOptions): Promise<Asked> {
  const { guildId, memberId, progress, signal } = how;
  const words = clean(text, 200);
  if (words === '') throw new UserError({ code: 'searchWithOne' });
  progress.show('comparing');
  try {
    const read = () => app.engine.embedText(words, { signal, lane: guildId });
    const embedding = await app.rateLimiter.run(memberId, read);
    return { query: { kind: 'text', ref: await refOf(words) }, subject: words, embedding };
  } catch (error) {
    if (signal.aborted && !(error instanceof UserError)) throw endedEarly(signal);
    throw error;
  }
}

/** Keeps a query at hand, so that the buttons below its result answer at once. */
export function rememberQuery(app: App, guildId: string, { query, subject, embedding, sketch = null }: Asked): void {
  // Without the bytes: they are in the message.
  app.queries.set(key(guildId, query), { query, subject, embedding, sketch });
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
): Promise<Asked> {
  const { query } = state;
  if (query.kind === 'sound') {
    const sound = library.get(query.ref);
    if (!sound) throw new UserError({ code: 'soundGone' });
    return askedSound(library, sound);
  }
  const known = app.queries.get(key(interaction.guildId, query));
  if (known) return known;
  const asked = await hearAgain(app, interaction, query, progress);
  if (asked?.query.ref !== query.ref) throw new UserError({ code: 'resultTooOld' });
  rememberQuery(app, interaction.guildId, asked);
  return asked;
}

async function hearAgain(
  app: App,
  { guildId, message, user }: Component,
  { kind }: SearchState['query'],
  progress: Progress,
): Promise<Asked | undefined> {
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
