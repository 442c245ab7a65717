import { once } from 'node:events';
import type { Invocation } from 'discord-playground';
import { isOutcome } from './target.ts';

/** What became of a request: a result or a refusal; or a progress line that still runs; or nothing. */
export type Verdict = 'answered' | 'in progress' | 'lost';

/** Time after which a request without an outcome is lost, in milliseconds: that of Discord's token. */
const TOKEN_MS = 15 * 60_000;

/** Resolves to what became of a request, at the latest when `end` aborts. */
export async function judge(sent: Invocation, end: AbortSignal): Promise<Verdict> {
  const outcome: Promise<Verdict> = sent.until(isOutcome, TOKEN_MS).then(
    () => 'answered',
    () => 'lost',
  );
  const ended = end.aborted ? Promise.resolve() : once(end, 'abort');
  return Promise.race([outcome, ended.then(() => unfinished(sent))]);
}

async function unfinished(sent: Invocation): Promise<Verdict> {
  return sent.acknowledged().then(
    ({ kind }) => (kind === 'no-response' ? 'lost' : 'in progress'),
    () => 'lost',
  );
}
