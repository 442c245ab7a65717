import { AttachmentBuilder } from 'discord.js';
import { ENGINE_VERSION } from '../../engine/embedding.ts';
import type { BoardSound } from '../../engine/soundboard/make-board-sound.ts';
import { UserError } from '../../errors.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { BoardAnalysis, BoardEntry, RequestContext } from '../app.ts';
import type { Component, Modal, Slash } from '../command.ts';
import { uploadName } from '../shared/labels.ts';
import { analyzeBoard } from './analyze-board.ts';
import { medianLufs } from './board-levels.ts';
import { type BoardMatch, findOnBoard } from './find-on-board.ts';
import { clampLufs, type PreviewState } from './preview-state.ts';
import { previewControls, previewEmbed } from './preview-view.ts';
import { readBoard } from './read-board.ts';

/** What a member wants to preview. What is not given is chosen: the part, and the median loudness of the board. */
export interface WantedPreview
  extends Pick<PreviewState, 'name' | 'emoji'>,
    Partial<Pick<PreviewState, 'start' | 'lufs'>> {
  readonly sound: Sound;
}

/**
 * Replies with a cut of a sound of the library, as it would be on the soundboard, for the member to play.
 * Call this after the interaction is deferred.
 */
export async function showPreview(
  interaction: Slash | Component | Modal,
  context: RequestContext,
  library: Library,
  { sound, ...wanted }: WantedPreview,
): Promise<void> {
  const { task, t } = context;
  const entries = await readBoard(interaction, context, { isFresh: true });
  const analyses = await analyzeBoard(context, entries);
  const median = clampLufs(medianLufs(entries, analyses));
  const lufs = wanted.lufs ?? median;
  const cut = await cutSound(context, library, { soundId: sound.id, lufs, start: wanted.start });
  const [best] = await matchesOnBoard(context, library, sound, entries, analyses);
  const state = { soundId: sound.id, start: cut.start, lufs, name: wanted.name, emoji: wanted.emoji };
  const isAsBoard = analyses.size > 0 && lufs === median;
  const preview = { sound, state, cut, isAsBoard, same: best?.isSame ? best : undefined };
  await task.progress.stop();
  await interaction.editReply({
    content: null,
    embeds: [previewEmbed(preview, t)],
    components: previewControls(preview, t),
    ...{ files: [previewFile(cut, wanted.name)], attachments: [] },
  });
}

/** Returns a cut of a sound of the library; the same one each time. @throws UserError `audioMissing`, a rate limit */
export async function cutSound(
  { app, guildId, memberId, task }: RequestContext,
  library: Library,
  { soundId, lufs, start }: Pick<PreviewState, 'soundId' | 'lufs'> & { readonly start?: number | undefined },
): Promise<BoardSound> {
  const source = await library.audioPath(soundId);
  if (source === undefined) throw new UserError({ code: library.get(soundId) ? 'audioMissing' : 'soundGone' });
  const how = { lane: guildId, member: memberId, signal: task.signal };
  return app.rateLimiter.run(memberId, () => app.engine.boardSound({ source, targetLufs: lufs, start }, how));
}

/** Returns the sounds of the soundboard by their similarity to a sound of the library. */
export async function matchesOnBoard(
  context: RequestContext,
  library: Library,
  { id }: Sound,
  entries: readonly BoardEntry[],
  analyses: ReadonlyMap<string, BoardAnalysis>,
): Promise<readonly BoardMatch[]> {
  const embedding = library.embedding(id);
  const source = await library.audioPath(id);
  if (embedding?.version !== ENGINE_VERSION || source === undefined) return [];
  const fingerprint = (await library.fingerprint(id)) ?? null;
  return findOnBoard(context, { id, embedding, fingerprint, source: async () => source }, entries, analyses);
}

/** Returns a cut as an attachment, which Discord plays. */
export function previewFile({ audio }: Pick<BoardSound, 'audio'>, name: string): AttachmentBuilder {
  const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength);
  return new AttachmentBuilder(bytes, { name: uploadName(`${name}.ogg`) });
}
