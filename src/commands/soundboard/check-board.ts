import { type APISelectMenuOption, ButtonStyle, MessageFlags } from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import type { RequestContext } from '../app.ts';
import type { Component, Slash } from '../command.ts';
import { COLOUR } from '../search/results-view.ts';
import { button, row, select } from '../shared/components.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { MAX_OPTIONS } from '../shared/sound-menu.ts';
import { literal, shorten } from '../shared/text.ts';
import { analyzeBoard, boardAudio } from './analyze-board.ts';
import { medianLufs } from './board-levels.ts';
import { checkMayCreate, checkMayRemoveEntry } from './board-permissions.ts';
import { type Finding, findProblems, type Problem } from './find-problems.ts';
import { previewFile } from './preview.ts';
import { clampLufs } from './preview-state.ts';
import { readBoard } from './read-board.ts';
import { findEntry, removeFromBoard, replaceOnBoard } from './replace-on-board.ts';

/** Discord's limit for the description of an embed. */
const MAX_DESCRIPTION = 4096;
/** Discord's limit for the label of an option, minus its words. */
const MAX_OPTION_NAME = 60;

/** Replies with the problems of the sounds of the soundboard, and a menu that repairs them one at a time. */
export async function checkBoard(interaction: Slash, context: RequestContext): Promise<void> {
  const { t, task } = context;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const entries = await readBoard(interaction, context, { isFresh: true });
  if (entries.length === 0) throw new UserError({ code: 'boardEmpty' });
  const analyses = await analyzeBoard(context, entries);
  const median = medianLufs(entries, analyses);
  const findings = await findProblems(context, entries, analyses, median);
  await task.progress.stop();
  const checked = t.format.sounds(entries.length);
  if (findings.length === 0) {
    await interaction.editReply({ content: t.soundboard.orderly(checked), components: [] });
    return;
  }
  const lines = findings.map(
    ({ entry, problems }) =>
      `${entry.emoji ?? '🔊'} **${literal(entry.name)}**: ${t.format.list(problems.map((problem) => problemText(problem, t)))}`,
  );
  const options = findings.flatMap((finding) => optionsOf(finding, clampLufs(median), t)).slice(0, MAX_OPTIONS);
  await interaction.editReply({
    content: null,
    embeds: [
      {
        color: COLOUR,
        title: t.soundboard.checkTitle(checked),
        description: shorten(lines.join('\n'), MAX_DESCRIPTION),
      },
    ],
    components:
      options.length > 0 ? [row(select(encodeCustomId('soundboard', 'repair'), options, t.soundboard.mend))] : [],
  });
}

/** Handles the menu below the problems: offers a repaired version to play, or asks whether to remove a double. */
export async function offerRepair(interaction: Component, context: RequestContext): Promise<void> {
  const { t } = context;
  const [value = ''] = interaction.isStringSelectMenu() ? interaction.values : [];
  const { key: use, fields } = decodeCustomId(value);
  const [id = '', more = ''] = fields;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const entry = await findEntry(interaction, context, id);
  checkMayRemoveEntry(interaction, entry);
  const confirm = (label: string, action: string) =>
    row(button(label, encodeCustomId('soundboard', action, id, more), { style: ButtonStyle.Danger }));
  if (use === 'double') {
    const other = await findEntry(interaction, context, more);
    const content = t.soundboard.askRemove(literal(entry.name), literal(other.name));
    await interaction.editReply({ content, components: [confirm(t.soundboard.yesRemove, 'drop')] });
    return;
  }
  checkMayCreate(interaction);
  const cut = await repairedSound(interaction, context, id, Number(more));
  await context.task.progress.stop();
  await interaction.editReply({
    content: t.soundboard.repaired(literal(entry.name)),
    files: [previewFile(cut, entry.name)],
    components: [confirm(t.soundboard.yes, 'mend')],
  });
}

/** Replaces a sound of the soundboard with its repaired version. */
export async function repairEntry(interaction: Component, context: RequestContext): Promise<void> {
  const { app, t, guildId } = context;
  const [, id = '', lufs = ''] = decodeCustomId(interaction.customId).fields;
  await interaction.deferUpdate();
  const { name, emoji, emojiId } = await findEntry(interaction, context, id);
  const { audio } = await repairedSound(interaction, context, id, Number(lufs));
  const library = await context.library();
  const offeredBy = interaction.message.id;
  const next = { name, emoji, emojiId, audio, contentType: 'audio/ogg' as const, offeredBy };
  await app.boardLimiter.run(guildId, () => replaceOnBoard(interaction, context, library, { id, next }));
  const content = t.soundboard.mended(literal(name));
  await context.task.progress.stop();
  await interaction.editReply({ content, components: [] });
}

/** Removes a double from the soundboard, if the other one is still there. */
export async function removeDouble(interaction: Component, context: RequestContext): Promise<void> {
  const { app, t, guildId } = context;
  const [, id = '', otherId = ''] = decodeCustomId(interaction.customId).fields;
  await interaction.deferUpdate();
  const library = await context.library();
  const { entry } = await app.boardLimiter.run(guildId, async () => {
    await findEntry(interaction, context, otherId);
    return removeFromBoard(interaction, context, library, id);
  });
  await context.task.progress.stop();
  await interaction.editReply({ content: t.soundboard.removed(literal(entry.name)), components: [] });
}

/** Returns a sound of the soundboard without silence at its start, at a loudness; the same one each time. */
async function repairedSound(interaction: Component, context: RequestContext, id: string, lufs: number) {
  const { app, guildId, memberId, task } = context;
  const { path } = await boardAudio(context, await findEntry(interaction, context, id));
  const job = { source: path, targetLufs: clampLufs(lufs) };
  const how = { lane: guildId, member: memberId, signal: task.signal };
  return app.rateLimiter.run(memberId, () => app.engine.boardSound(job, how));
}

function optionsOf({ entry, problems }: Finding, lufs: number, { soundboard: t }: Messages): APISelectMenuOption[] {
  const name = shorten(entry.name, MAX_OPTION_NAME);
  const double = problems.find((problem) => problem.kind === 'double');
  const isReparable = problems.some(({ kind }) => kind !== 'double' && kind !== 'silent' && kind !== 'unread');
  return [
    ...(double?.kind === 'double'
      ? [{ label: t.removeOne(name), value: encodeCustomId('double', entry.id, double.other.id), emoji: { name: '🗑️' } }]
      : []),
    ...(isReparable
      ? [{ label: t.mendOne(name), value: encodeCustomId('mend', entry.id, lufs), emoji: { name: '🔧' } }]
      : []),
  ];
}

function problemText(problem: Problem, { soundboard: t, format }: Messages): string {
  switch (problem.kind) {
    case 'double':
      return t.double(literal(problem.other.name));
    case 'louder':
      return t.louderThan(format.number(problem.lu));
    case 'quieter':
      return t.quieterThan(format.number(problem.lu));
    case 'clipped':
      return t.clipped;
    case 'silence':
      return t.lead(format.duration(problem.seconds));
    case 'silent':
      return t.silent;
    case 'unread':
      return t.unread;
  }
}
