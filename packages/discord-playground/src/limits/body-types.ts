import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIEmbed,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  InteractionResponseType as R,
  RESTPostAPIChannelMessageJSONBody,
} from 'discord-api-types/v10';

/** Content of a message or of an edit. An edit leaves absent properties unchanged, and empties those in `cleared`. */
export interface MessageBody
  extends Pick<RESTPostAPIChannelMessageJSONBody, 'content' | 'tts' | 'nonce' | 'allowed_mentions'> {
  readonly embeds?: APIEmbed[];
  readonly components?: APIMessageTopLevelComponent[];
  readonly attachments?: AttachmentBody[];
  readonly flags?: number;
  readonly enforce_nonce?: boolean;
  readonly message_reference?: { readonly message_id: string };
  readonly cleared: ReadonlySet<string>;
}

interface AttachmentBody {
  readonly id: string;
  readonly filename?: string;
  readonly title?: string;
  readonly description?: string;
  readonly duration_secs?: number;
  readonly waveform?: string;
}

export type CommandBody = Pick<APIApplicationCommand, 'name' | 'type'> & Partial<APIApplicationCommand>;

export type Callback =
  | { type: R.Pong | R.DeferredMessageUpdate | R.PremiumRequired | R.LaunchActivity }
  | { type: R.ChannelMessageWithSource | R.DeferredChannelMessageWithSource | R.UpdateMessage; message: MessageBody }
  | { type: R.ApplicationCommandAutocompleteResult; choices: APIApplicationCommandOptionChoice[] }
  | { type: R.Modal; modal: APIModalInteractionResponseCallbackData };
