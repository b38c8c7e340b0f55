/**
 * What the mail function is called with, once more: as S3 tells of an object, so far as the function reads it.
 * @param key not encoded
 */
export const eventOfMail = (key: string): string =>
  JSON.stringify({
    Records: [
      {
        eventSource: 'aws:s3',
        s3: { object: { key: encodeURIComponent(key).replaceAll('%2F', '/') } },
      },
    ],
  });
