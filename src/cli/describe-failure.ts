import { isExpected } from '../errors.ts';
import { UsageError } from './options.ts';

/** Causes of failed file accesses, by the codes that Node.js gives them. */
const FILE_CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'you are not allowed to access it',
  EPERM: 'you are not allowed to access it',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file of this name is in the way',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the disk cannot be read',
};

/** Causes of failed connections. `fetch` wraps the error that has the code in others. */
const NETWORK_CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The server does not accept connections.',
  ECONNRESET: 'The server ended the connection.',
  ENOTFOUND: 'The name of the server cannot be resolved. Check the network.',
  EAI_AGAIN: 'The name of the server cannot be resolved. Check the network.',
  ETIMEDOUT: 'The server does not answer. Check the network.',
  UND_ERR_CONNECT_TIMEOUT: 'The server does not answer. Check the network.',
  UND_ERR_SOCKET: 'The server ended the connection.',
};

/** Returns whether an error is expected, or has a cause outside the program: a file or the network. */
export function isKnownFailure(error: unknown): error is Error {
  return (
    error instanceof UsageError || isExpected(error) || fileFailure(error) !== null || networkFailure(error) !== null
  );
}

/** Returns a sentence for a person about an error. A bug keeps its stack. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError || isExpected(error)) return error.message;
  return fileFailure(error) ?? networkFailure(error) ?? error.stack ?? error.message;
}

function fileFailure(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return null;
  const cause = FILE_CAUSES[String(error.code)] ?? `it cannot be accessed (${String(error.code)})`;
  return `${String(error.path)}: ${cause}.`;
}

function networkFailure(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const cause = 'code' in error ? NETWORK_CAUSES[String(error.code)] : undefined;
  return cause ?? networkFailure(error.cause);
}
