/** A mail in its bucket. */
export type StoredMail = { readonly bucket: string; readonly key: string; readonly bytes: number };

/** Keys are encoded as in a form, but for the slashes. */
const encodedKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

/**
 * What S3 sends to a function when SES has put a mail into the bucket.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const mailEvent = ({ bucket, key, bytes }: StoredMail, time: Date): object => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventTime: time.toISOString(),
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:ses' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': 'LOCAL', 'x-amz-id-2': 'LOCAL' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'conductline-mail',
        bucket: { name: bucket, ownerIdentity: { principalId: 'LOCAL' }, arn: `arn:aws:s3:::${bucket}` },
        object: { key: encodedKey(key), size: bytes, sequencer: time.getTime().toString(16).toUpperCase() },
      },
    },
  ],
});
