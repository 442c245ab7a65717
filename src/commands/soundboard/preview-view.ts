import {
  type APIButtonComponentWithCustomId,
  type APIEmbed,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { BoardSound } from '../../engine/soundboard/make-board-sound.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound } from '../../storage/library.ts';
import { COLOUR } from '../search/results-view.ts';
import { button, type Row, row } from '../shared/components.ts';
import { literal } from '../shared/text.ts';
import type { BoardMatch } from './find-on-board.ts';
import { encodePreview, type PreviewState } from './preview-state.ts';
import { MAX_NAME, MIN_NAME } from './suggest-name.ts';

/** Length of the part of a sound that is left out, in seconds, from which a member can move the cut. */
const MIN_LEFT_OUT = 0.5;

export interface Preview {
  readonly sound: Sound;
  readonly state: PreviewState;
  readonly cut: BoardSound;
  /** Whether the cut is as loud as the median of the soundboard. */
  readonly isAsBoard: boolean;
  /** The sound of the soundboard that is the same recording, if there is one. */
  readonly same: BoardMatch | undefined;
}

/** Returns the embed of a preview: name and emoji, which part of the sound is cut, its loudness, and a double. */
export function previewEmbed({ sound, state, cut, isAsBoard, same }: Preview, messages: Messages): APIEmbed {
  const { soundboard: t, format } = messages;
  const { position } = format;
  const end = Math.min(cut.sourceSeconds, cut.start + cut.seconds);
  const lines = [
    isMovable(cut)
      ? t.part(position(cut.start, 1), position(end, 1), position(cut.sourceSeconds, 1))
      : t.whole(format.duration(cut.seconds)),
    [t.level(format.number(cut.lufs ?? state.lufs, 1)), ...(isAsBoard ? [t.asBoard] : [])].join(' · '),
    ...(same ? [t.already(literal(same.entry.name, MAX_NAME))] : []),
    t.hint,
  ];
  return {
    color: COLOUR,
    // Buttons read the name and the emoji from the author, because custom ids are too short for them.
    author: { name: `${state.emoji} ${state.name}` },
    title: t.preview(literal(sound.label, 60)),
    description: lines.join('\n'),
  };
}

/** Returns the controls of a preview: post it, change name and emoji, move the cut, change its loudness. */
export function previewControls({ state, cut }: Preview, messages: Messages): Row[] {
  const { soundboard: t } = messages;
  const control = (action: string, label: string, emoji: string, disabled = false) =>
    button(label, encodePreview(action, state), { emoji, disabled });
  const isLast = cut.start + cut.seconds >= cut.sourceSeconds - MIN_LEFT_OUT;
  return [
    row(postButton(state, messages), control('rename', t.rename, '✏️')),
    row(
      ...(isMovable(cut)
        ? [control('earlier', t.earlier, '⏪', cut.start === 0), control('later', t.later, '⏩', isLast)]
        : []),
      control('quieter', t.quieter, '🔉'),
      control('louder', t.louder, '🔊'),
    ),
  ];
}

/** Returns the button that puts the cut of a preview on the soundboard. */
export function postButton(state: PreviewState, { soundboard: t }: Messages): APIButtonComponentWithCustomId {
  return button(t.post, encodePreview('post', state), { style: ButtonStyle.Success, emoji: '📢' });
}

/** Returns the form for the name and the emoji. */
export function renameModal(state: PreviewState, { soundboard: t }: Messages): APIModalInteractionResponseCallbackData {
  const field = (id: 'name' | 'emoji', label: string, value: string, [min, max]: readonly [number, number]) => ({
    type: ComponentType.Label as const,
    label,
    component: {
      type: ComponentType.TextInput as const,
      ...{ custom_id: id, style: TextInputStyle.Short as const, required: true, value },
      ...{ min_length: min, max_length: max },
    },
  });
  return {
    custom_id: encodePreview('named', state),
    title: t.rename,
    components: [
      field('name', t.nameField, state.name, [MIN_NAME, MAX_NAME]),
      field('emoji', t.emojiField, state.emoji, [1, 16]),
    ],
  };
}

function isMovable({ start, seconds, sourceSeconds }: BoardSound): boolean {
  return start > MIN_LEFT_OUT || sourceSeconds - seconds > MIN_LEFT_OUT;
}
