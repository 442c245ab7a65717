export type ClapUnavailableReason =
  | 'missing'
  /** A file is missing in the model folder. */
  | 'incomplete'
  /** A file is truncated, or is not in the format that its extension indicates. */
  | 'unreadable'
  /** The model does not have the inputs and outputs of CLAP. */
  | 'wrong-shape'
  /** The model's files changed while they were being loaded. */
  | 'replaced'
  /** ONNX Runtime does not run on this machine, or the model does not load in time. */
  | 'unsupported';

/** Thrown if CLAP cannot be used, so that only the acoustic features remain. `message` is one line for the log. */
export class ClapUnavailable extends Error {
  override readonly name = 'ClapUnavailable';
  readonly reason: ClapUnavailableReason;

  constructor(reason: ClapUnavailableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
