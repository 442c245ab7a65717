import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ComponentType,
  MessageFlags,
  TextInputStyle,
} from 'discord.js';
import { UserError } from '../../errors.ts';
import type { Messages } from '../../i18n/index.ts';
import { described, named } from '../../i18n/localizations.ts';
import type { Library, Sound, SoundChange } from '../../storage/library.ts';
import type { RequestContext } from '../app.ts';
import { type Command, GUILD_ONLY, type Modal, type Slash } from '../command.ts';
import { decodeCustomId, encodeCustomId } from '../shared/custom-id.ts';
import { MAX_LABEL, MAX_TAGS_TEXT, tagsOf } from '../shared/labels.ts';
import { LICENSES, licenseName, licenseOf, MAX_SOURCE, sourceOf } from '../shared/licenses.ts';
import { logChanges } from '../shared/log-changes.ts';
import { checkMayChange } from '../shared/permissions.ts';
import { openSound, soundOption, suggestSounds } from '../shared/sound-option.ts';
import { clean } from '../shared/text.ts';
import { soundCard } from './sound-card.ts';

export const edit = {
  data: {
    ...GUILD_ONLY,
    name: 'edit',
    ...described((m) => m.edit.description),
    options: [
      soundOption((m) => m.sound.which),
      {
        type: ApplicationCommandOptionType.String,
        name: 'label',
        ...described((m) => m.edit.label),
        max_length: MAX_LABEL,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'tags',
        ...described((m) => m.edit.tags),
        max_length: MAX_TAGS_TEXT,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'license',
        ...described((m) => m.edit.license),
        // The names of licenses are the same in all languages.
        choices: [...LICENSES.keys(), '-'].map((id) => ({ ...named(() => licenseName(id)), value: id })),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'source',
        ...described((m) => m.edit.source),
        max_length: MAX_SOURCE,
      },
    ],
  },

  autocomplete: suggestSounds,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { library, sound } = await openSound(interaction, context);
    const label = interaction.options.getString('label');
    const tags = interaction.options.getString('tags');
    const license = interaction.options.getString('license');
    const source = interaction.options.getString('source');
    const change = { ...(license === null ? {} : { license: licenseOf(license) }), ...sourceChange(source) };
    await editSound(interaction, context, { library, sound, label, tags: tags === '-' ? '' : tags, change });
  },

  /** Handles the modal that the button below a sound opens. */
  async modal(interaction, context) {
    const [id = ''] = decodeCustomId(interaction.customId).fields;
    const label = interaction.fields.getTextInputValue('label');
    const tags = interaction.fields.getTextInputValue('tags');
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const library = await context.library();
    const sound = library.get(id);
    if (!sound) throw new UserError({ code: 'soundGone' });
    await editSound(interaction, context, { library, sound, label, tags });
  },
} satisfies Command;

interface Edit {
  readonly library: Library;
  readonly sound: Sound;
  /** New label and list of tags, as typed; null for no change. */
  readonly label: string | null;
  readonly tags: string | null;
  /** New license and source. */
  readonly change?: Pick<SoundChange, 'license' | 'source'>;
}

/** Returns the change that a typed source makes; a single `-` removes the source. @throws UserError `sourceNoLink` */
function sourceChange(typed: string | null): Pick<SoundChange, 'source'> {
  if (typed === null) return {};
  if (typed.trim() === '-') return { source: null };
  const source = sourceOf(typed);
  if (source === null) throw new UserError({ code: 'sourceNoLink' });
  return { source };
}

/** Changes a sound, and replies with its card. @throws UserError if the member may not, or the change is not valid */
async function editSound(
  interaction: Slash | Modal,
  context: RequestContext,
  { library, sound, label, tags, change: others = {} }: Edit,
): Promise<void> {
  const { t, settings } = context;
  checkMayChange(interaction, sound, settings);
  if (label !== null && clean(label, MAX_LABEL) === '') throw new UserError({ code: 'labelInvisible' });
  if (label === null && tags === null && Object.keys(others).length === 0)
    throw new UserError({ code: 'nothingToChange' });
  const change = {
    ...others,
    ...(label === null ? {} : { label: clean(label, MAX_LABEL) }),
    ...(tags === null ? {} : { tags: tagsOf(tags) }),
  };
  const edited = await library.change((writer) => writer.edit(sound.id, change));
  if (!edited) throw new UserError({ code: 'soundGone' });
  logChanges(interaction, context, 'changed', [edited]);
  await interaction.editReply({ content: t.edit.done, embeds: [soundCard(edited, t)] });
}

/** Returns the modal that edits a sound, with its label and tags filled in. */
export function editModal(
  { id, label, tags }: Sound,
  { actions: t, upload }: Messages,
): APIModalInteractionResponseCallbackData {
  const field = (name: 'label' | 'tags', value: string, maxLength: number, description?: string) => ({
    type: ComponentType.Label as const,
    label: upload[name],
    ...(description === undefined ? {} : { description }),
    component: {
      type: ComponentType.TextInput as const,
      custom_id: name,
      style: TextInputStyle.Short as const,
      required: name === 'label',
      max_length: maxLength,
      value,
    },
  });
  return {
    custom_id: encodeCustomId('edit', id),
    title: t.editTitle,
    components: [field('label', label, MAX_LABEL), field('tags', tags.join(', '), MAX_TAGS_TEXT, t.allTags)],
  };
}
