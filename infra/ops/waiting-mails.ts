import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isSetupNotice } from '../../functions/domain/mail/setup-notice.ts';

const hour = 3_600_000;

/** The keys of mails that lie in the bucket since an hour or longer: whatever was to file them has failed. */
export const waitingMails = async (
  s3: S3Client,
  Bucket: string,
  now: Date,
  olderThanMilliseconds = hour,
): Promise<readonly string[]> => {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
    for (const { Key, LastModified } of page.Contents ?? [])
      if (
        Key !== undefined &&
        !isSetupNotice(Key) &&
        now.getTime() - (LastModified?.getTime() ?? 0) >= olderThanMilliseconds
      )
        keys.push(Key);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
};
