/** Why CLAP cannot be used. */
export type ClapUnavailableReason =
  /** There is no model folder. */
  | 'missing'
  /** The folder lacks a file of the model. */
  | 'incomplete'
  /** A file is truncated, or not in the format that its name says. */
  | 'unreadable'
  /** The model does not have the inputs and outputs of CLAP. */
  | 'wrong-shape'
  /** The files changed while they were being loaded. */
  | 'replaced'
  /** ONNX Runtime does not run on this machine, or the model does not load in time. */
  | 'unsupported';

/**
 * Thrown if CLAP cannot be used; the engine then goes on with the acoustic features alone.
 * `message` is one line for the log.
 */
export class ClapUnavailable extends Error {
  override readonly name = 'ClapUnavailable';
  readonly reason: ClapUnavailableReason;

  constructor(reason: ClapUnavailableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
