/** The part of the S3-compatible server s3rver that the tests use. */
declare module 's3rver' {
  // biome-ignore lint/style/noDefaultExport: the package exports its class in this way
  export default class S3rver {
    constructor(options: {
      port: number;
      address: string;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string; configs: string[] }[];
    });
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
