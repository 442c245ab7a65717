import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface ButtonOptions {
  /** Default: the secondary style, which is grey. */
  readonly style?: APIButtonComponentWithCustomId['style'];
  readonly emoji?: string;
  readonly disabled?: boolean;
}

export function row(...components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}

export function button(
  label: string,
  customId: string,
  { style = ButtonStyle.Secondary, emoji, disabled }: ButtonOptions = {},
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style,
    label,
    custom_id: customId,
    ...(disabled !== undefined && { disabled }),
    ...(emoji !== undefined && { emoji: { name: emoji } }),
  };
}

export function select(
  customId: string,
  options: readonly APISelectMenuOption[],
  placeholder?: string,
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    options: [...options],
    ...(placeholder !== undefined && { placeholder }),
  };
}
