/** Nested errors of Discord's error answer 50035: `{ content: { _errors: [{ code, message }] } }`. */
export interface ErrorTree {
  [key: string]: ErrorTree | ErrorLeaf[];
}

export interface ErrorLeaf {
  code: string;
  message: string;
}

/** An error that Discord answers: HTTP status, error code, message, and nested errors for code 50035. */
export class DiscordError extends Error {
  override readonly name = 'DiscordError';
  readonly status: number;
  readonly body: { message: string; code: number; errors?: ErrorTree };

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message);
    this.status = status;
    this.body = errors === undefined ? { message, code } : { message, code, errors };
  }
}

// Error codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
export const unauthorized = () => new DiscordError(401, 0, '401: Unauthorized');
export const forbidden = () => new DiscordError(403, 0, '403: Forbidden');
export const notFound = () => new DiscordError(404, 0, '404: Not Found');
export const methodNotAllowed = () => new DiscordError(405, 0, '405: Method Not Allowed');
export const unknownChannel = () => new DiscordError(404, 10003, 'Unknown Channel');
export const unknownGuild = () => new DiscordError(404, 10004, 'Unknown Guild');
export const unknownMember = () => new DiscordError(404, 10007, 'Unknown Member');
export const unknownMessage = () => new DiscordError(404, 10008, 'Unknown Message');
export const unknownUser = () => new DiscordError(404, 10013, 'Unknown User');
export const unknownEmoji = () => new DiscordError(400, 10014, 'Unknown Emoji');
export const unknownWebhook = () => new DiscordError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => new DiscordError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => new DiscordError(404, 10063, 'Unknown application command');
export const unknownSound = () => new DiscordError(404, 10097, 'Unknown sound');
export const tooManyReactions = () => new DiscordError(400, 30010, 'Maximum number of reactions reached (20)');
export const dailyCommandsSpent = () =>
  new DiscordError(400, 30034, 'Max number of daily application command creates has been reached (200)');
export const soundboardFull = () => new DiscordError(400, 30045, 'Maximum number of soundboard sounds reached');
export const entityTooLarge = () => new DiscordError(413, 40005, 'Request entity too large');
export const alreadyAcknowledged = () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = () => new DiscordError(403, 50001, 'Missing Access');
export const notTheAuthor = () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => new DiscordError(400, 50006, 'Cannot send an empty message');
export const cannotMessageUser = () => new DiscordError(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = () => new DiscordError(403, 50013, 'Missing Permissions');
export const notAThread = () => new DiscordError(400, 50024, 'Cannot execute action on this channel type');
export const invalidWebhookToken = () => new DiscordError(401, 50027, 'Invalid Webhook Token');
export const invalidApiVersion = () => new DiscordError(400, 50041, 'Invalid API version');
export const voiceWithContent = () => new DiscordError(400, 50159, 'Voice messages do not support additional content.');
export const voiceWithoutAudio = () =>
  new DiscordError(400, 50160, 'Voice messages must have a single audio attachment.');
export const voiceWithoutMetadata = () => new DiscordError(400, 50161, 'Voice messages must have supporting metadata.');
export const voiceEdited = () => new DiscordError(400, 50162, 'Voice messages cannot be edited.');
export const voiceForbidden = () => new DiscordError(403, 50173, 'You cannot send voice messages in this channel.');
export const invalidJson = () => new DiscordError(400, 50109, 'The request body contains invalid JSON.');
export const threadAlreadyExists = () =>
  new DiscordError(400, 160004, 'A thread has already been created for this message');
export const invalidForm = (errors: ErrorTree) => new DiscordError(400, 50035, 'Invalid Form Body', errors);

/** Adds an error to a tree of nested errors at a path such as `['embeds', 0, 'title']`. */
export function addError(tree: ErrorTree, path: readonly PropertyKey[], error: ErrorLeaf): void {
  let node = tree;
  for (const key of path.map(String)) {
    const existing = node[key];
    const child: ErrorTree = existing === undefined || Array.isArray(existing) ? {} : existing;
    node[key] = child;
    node = child;
  }
  const leaves = node._errors;
  node._errors = Array.isArray(leaves) ? [...leaves, error] : [error];
}

/** Returns one line for each error of a tree: `embeds.0.title: Must be 256 or fewer in length.` */
export function describeErrors(tree: ErrorTree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, child]) => {
    if (Array.isArray(child)) return child.map((leaf) => `${path || 'body'}: ${leaf.message} (${leaf.code})`);
    return describeErrors(child, path === '' ? key : `${path}.${key}`);
  });
}
