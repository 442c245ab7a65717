import type { SearchKind } from '../../engine/index.ts';
import { UserError } from '../../errors.ts';
import type { Library } from '../../storage/library.ts';
import type { RemoteFile, RequestContext, SearchQuery } from '../app.ts';
import { reserveDisk } from '../shared/analyze-file.ts';

/**
 * Returns a query that is prepared for a search by tune, beat or part.
 * @param file the file of the query on Discord, if the query is a file that is no longer on the disk
 * @throws UserError `searchByNeedsSound` if the query is a text, `resultTooOld` or `audioMissing` if its file is gone,
 * or why the file cannot be analyzed
 */
export async function preparedQuery(
  context: RequestContext,
  library: Library,
  query: SearchQuery,
  by: SearchKind,
  file?: RemoteFile,
): Promise<SearchQuery> {
  if (query.prepared?.[by]) return query;
  const { app, task, guildId, memberId } = context;
  const path = await pathOf(context, library, query, file);
  const how = { lane: guildId, member: memberId, signal: task.signal };
  const prepared = await app.rateLimiter.run(memberId, () => app.engine.findQuery(path, by, how));
  return { ...query, prepared: { ...query.prepared, [by]: prepared } };
}

async function pathOf(
  context: RequestContext,
  library: Library,
  { source, audio }: SearchQuery,
  file: RemoteFile | undefined,
): Promise<string> {
  if (source.kind === 'text') throw new UserError({ code: 'searchByNeedsSound' });
  if (source.kind === 'sound') {
    const path = await library.audioPath(source.ref);
    if (path === undefined) throw new UserError({ code: 'audioMissing' });
    return path;
  }
  if (audio) return audio.path;
  if (!file) throw new UserError({ code: 'resultTooOld' });
  await reserveDisk(context, [file]);
  context.task.progress.show('downloading');
  const downloaded = await context.app.download(file, context.task);
  if (!downloaded.hash.startsWith(source.ref)) throw new UserError({ code: 'resultTooOld' });
  return downloaded.path;
}
