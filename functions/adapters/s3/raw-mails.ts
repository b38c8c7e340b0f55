import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Fault } from '../../domain/kernel/fault.ts';
import type { RawMails } from '../../domain/mail/mail-case-store.ts';
import { retryAfterSeconds } from '../aws/error-kind.ts';
import { s3Call } from './s3-call.ts';

/**
 * Raw mails in their bucket, which SES alone puts there.
 * @throws {Fault} from its calls, `storage-…` when storage fails
 */
export const rawMails = (s3: S3Client, bucket: string): RawMails => ({
  get: (key) =>
    s3Call<Uint8Array | undefined>(
      async () => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (!Body) throw new Fault('storage-unavailable', retryAfterSeconds);
        return Body.transformToByteArray();
      },
      { 'not-there': () => undefined },
    ),
  delete: (key) =>
    s3Call(async () => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    }),
});
