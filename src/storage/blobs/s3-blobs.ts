import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type _Error as S3Refusal,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { UserError } from '../../errors.ts';
import { errorCode } from '../../files/fs-errors.ts';
import type { BlobStore } from './blob-store.ts';
import { createFetchedFiles } from './fetched-files.ts';

export interface S3Options {
  readonly bucket: string;
  /** Beginning of all keys, without a slash at its end; empty for none. */
  readonly prefix: string;
  /** Address of another S3-compatible server than Amazon's. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

/** Maximum number of keys in one request for removal, which S3 sets. */
const MAX_KEYS = 1000;
/** Codes with which a server refuses to remove a file at the moment. */
const PASSING = new Set(['InternalError', 'ServiceUnavailable', 'SlowDown']);
const CONNECT_MS = 3000;
const REQUEST_MS = 30_000;

/**
 * Opens a blob store in a bucket. The SDK reads the name and the key from the environment (`AWS_ACCESS_KEY_ID`,
 * `AWS_SECRET_ACCESS_KEY`) or from the machine's role, and repeats failed requests. The server checks the SHA-256 of each
 * file that is stored.
 */
export function openS3Blobs({ bucket, prefix, endpoint, region = 'us-east-1' }: S3Options): BlobStore {
  const client = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS },
    // Other servers than Amazon's know fewer kinds of checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const start = prefix === '' ? '' : `${prefix}/`;
  const at = (key: string) => ({ Bucket: bucket, Key: `${start}${key}` });
  const read = async (key: string) => {
    try {
      const { Body: body } = await client.send(new GetObjectCommand(at(key)));
      return await body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw explainS3Error(error);
    }
  };

  const fetched = createFetchedFiles(read);

  return {
    async put(key, audio) {
      const bytes = 'path' in audio ? await readFile(audio.path) : audio;
      const checksum = createHash('sha256').update(bytes).digest('base64');
      const command = new PutObjectCommand({ ...at(key), Body: bytes, ChecksumSHA256: checksum });
      await client.send(command).catch((error) => {
        throw explainS3Error(error);
      });
    },
    read,
    find: (key) => fetched.find(key),
    async remove(keys) {
      for (let first = 0; first < keys.length; first += MAX_KEYS) {
        const objects = keys.slice(first, first + MAX_KEYS).map((key) => ({ Key: at(key).Key }));
        const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } });
        const { Errors: [refused] = [] } = await client.send(command).catch((error) => {
          throw explainS3Error(error);
        });
        if (refused) throw refusalOf(refused);
      }
      await fetched.remove(keys);
    },
    async *list(guildId) {
      const where = { Bucket: bucket, Prefix: guildId === undefined ? start : `${start}${guildId}/` };
      try {
        for await (const { Contents: objects = [] } of paginateListObjectsV2({ client }, where))
          for (const { Key: key = '', LastModified: storedAt = new Date() } of objects)
            yield { key: key.slice(start.length), storedAt };
      } catch (error) {
        throw explainS3Error(error);
      }
    },
    async close() {
      client.destroy();
      await fetched.close();
    },
  };
}

/** Returns the error for the first of the files that a server did not remove, although it answered the request. */
function refusalOf({ Key: key, Code: code = '', Message: message }: S3Refusal): Error {
  const error = new Error(`${key} was not removed: ${code} ${message ?? ''}`);
  return PASSING.has(code) ? new UserError({ code: 'audioStoreAway' }, { cause: error }) : error;
}

/** Returns the `UserError` if the server cannot be reached or is overloaded; returns any other error unchanged. */
function explainS3Error(error: unknown): unknown {
  const status = error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  const isNetwork = errorCode(error)?.startsWith('E') || (error instanceof Error && /^Timeout/.test(error.name));
  return status >= 500 || status === 429 || isNetwork
    ? new UserError({ code: 'audioStoreAway' }, { cause: error })
    : error;
}
