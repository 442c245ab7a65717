import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { LRUCache } from 'lru-cache';
import { UserError } from '../../errors.ts';
import { errorCode } from '../../files/fs-errors.ts';
import type { BlobStore } from './blob-store.ts';

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
/** Bytes of files that were fetched because their path was asked for, and that may be asked for again. */
const MAX_FETCHED_BYTES = 512 * 2 ** 20;
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
  let folder: Promise<string> | undefined;
  const fetched = new LRUCache<string, { readonly file: string; readonly bytes: number }>({
    maxSize: MAX_FETCHED_BYTES,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
    dispose: ({ file }) => void rm(file, { force: true }).catch(() => undefined),
  });

  const read = async (key: string) => {
    try {
      const { Body: body } = await client.send(new GetObjectCommand(at(key)));
      return await body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw explainS3Error(error);
    }
  };

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
    async find(key) {
      const known = fetched.get(key);
      if (known) return known.file;
      const bytes = await read(key);
      if (!bytes) return undefined;
      folder ??= mkdtemp(path.join(tmpdir(), 'soundalike-audio-'));
      const file = path.join(await folder, key.replaceAll('/', '-'));
      await writeFile(file, bytes);
      fetched.set(key, { file, bytes: bytes.length });
      return file;
    },
    async remove(keys) {
      for (let first = 0; first < keys.length; first += MAX_KEYS) {
        const objects = keys.slice(first, first + MAX_KEYS).map((key) => ({ Key: at(key).Key }));
        const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } });
        await client.send(command).catch((error) => {
          throw explainS3Error(error);
        });
      }
      for (const key of keys) fetched.delete(key);
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
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

/** Returns the `UserError` if the server cannot be reached or is overloaded; returns any other error unchanged. */
function explainS3Error(error: unknown): unknown {
  const status = error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  const isNetwork = errorCode(error)?.startsWith('E') || (error instanceof Error && /^Timeout/.test(error.name));
  return status >= 500 || status === 429 || isNetwork
    ? new UserError({ code: 'audioStoreAway' }, { cause: error })
    : error;
}
