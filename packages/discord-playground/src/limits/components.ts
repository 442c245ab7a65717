import {
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { refuse } from './check.ts';

export const customId = z.string().min(1).max(100);
const id = z.int().min(0).exactOptional();
const disabled = z.boolean().exactOptional();
const emoji = z
  .object({ id: z.string().exactOptional(), name: z.string().exactOptional(), animated: z.boolean().exactOptional() })
  .exactOptional();
const label = z.string().max(80).exactOptional();

const button = z
  .discriminatedUnion('style', [
    z.object({
      type: z.literal(ComponentType.Button),
      id,
      style: z.literal([ButtonStyle.Primary, ButtonStyle.Secondary, ButtonStyle.Success, ButtonStyle.Danger]),
      custom_id: customId,
      label,
      emoji,
      disabled,
    }),
    z.object({
      type: z.literal(ComponentType.Button),
      id,
      style: z.literal(ButtonStyle.Link),
      url: z.url({ protocol: /^(https?|discord)$/ }).max(512),
      label,
      emoji,
      disabled,
    }),
    z.object({
      type: z.literal(ComponentType.Button),
      id,
      style: z.literal(ButtonStyle.Premium),
      sku_id: z.string(),
      disabled,
    }),
  ])
  .superRefine((one, context) => {
    if (one.style !== ButtonStyle.Premium && !one.label && one.emoji === undefined) {
      context.addIssue(refuse('BUTTON_COMPONENT_INVALID_LABEL', 'A button needs a label or an emoji'));
    }
  });

const select = {
  id,
  custom_id: customId,
  placeholder: z.string().max(150).exactOptional(),
  min_values: z.int().min(0).max(25).exactOptional(),
  max_values: z.int().min(1).max(25).exactOptional(),
  disabled,
  required: z.boolean().exactOptional(),
};

/** Schema of an entry of a string select, or of a radio or checkbox group in a modal. */
export const choiceOption = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).exactOptional(),
  emoji,
  default: z.boolean().exactOptional(),
});

const stringSelect = z
  .object({ type: z.literal(ComponentType.StringSelect), ...select, options: z.array(choiceOption).min(1).max(25) })
  .superRefine(({ options }, context) => {
    const seen = new Set<string>();
    for (const [i, { value }] of options.entries()) {
      if (seen.has(value)) {
        const error = refuse('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
        context.addIssue({ ...error, path: ['options', i, 'value'] });
      }
      seen.add(value);
    }
  });

const preset = <T extends SelectMenuDefaultValueType>(...types: T[]) =>
  z
    .array(z.object({ id: z.string(), type: z.literal(types) }))
    .max(25)
    .exactOptional();
const { User, Role, Channel } = SelectMenuDefaultValueType;

export const selects = [
  stringSelect,
  z.object({ type: z.literal(ComponentType.UserSelect), ...select, default_values: preset(User) }),
  z.object({ type: z.literal(ComponentType.RoleSelect), ...select, default_values: preset(Role) }),
  z.object({ type: z.literal(ComponentType.MentionableSelect), ...select, default_values: preset(User, Role) }),
  z.object({
    type: z.literal(ComponentType.ChannelSelect),
    ...select,
    channel_types: z.array(z.enum(ChannelType)).exactOptional(),
    default_values: preset(Channel),
  }),
] as const;

const actionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id,
    components: z.array(z.discriminatedUnion('type', [button, ...selects])),
  })
  .superRefine(({ components }, context) => {
    const buttons = components.filter((component) => component.type === ComponentType.Button).length;
    const isFull = buttons > 0 && buttons !== components.length ? true : buttons === 0 && components.length > 1;
    if (components.length === 0 || components.length > 5) {
      context.addIssue({
        ...refuse('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'),
        path: ['components'],
      });
    } else if (isFull) {
      const error = refuse('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width');
      context.addIssue({ ...error, path: ['components'] });
    }
  });

const spoiler = z.boolean().exactOptional();
const media = z.object({ url: z.url({ protocol: /^(https?|attachment)$/ }).max(2048) });
const description = z.string().max(1024).exactOptional();
export const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id,
  content: z.string().min(1).max(4000),
});
const thumbnail = z.object({ type: z.literal(ComponentType.Thumbnail), id, media, description, spoiler });
const section = z.object({
  type: z.literal(ComponentType.Section),
  id,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id,
  items: z.array(z.object({ media, description, spoiler })).min(1).max(10),
});
const file = z.object({
  type: z.literal(ComponentType.File),
  id,
  // A file component shows an uploaded file, so every other URL is rejected.
  file: z.object({ url: z.url({ protocol: /^attachment$/ }) }),
  spoiler,
});
const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id,
  divider: z.boolean().exactOptional(),
  spacing: z.enum(SeparatorSpacingSize).exactOptional(),
});
const blocks = [actionRow, section, textDisplay, gallery, file, separator] as const;
const container = z.object({
  type: z.literal(ComponentType.Container),
  id,
  accent_color: z.int().min(0).max(0xffffff).exactOptional(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', [...blocks])).min(1),
});

/** Schema of a top-level component of a message. https://discord.com/developers/docs/components/reference */
export const topLevelComponent = z.discriminatedUnion('type', [...blocks, container]);
